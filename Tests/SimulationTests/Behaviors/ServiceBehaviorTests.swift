import Simulation
import Testing
import Units

/// What behaviors return when they are told something: no plane, no run, no calendar.
@Suite("Behaviors of a service")
struct ServiceBehaviorTests {
  private func context(
    seed: UInt64 = 1, _ change: (inout ServiceConfiguration) -> Void = { _ in }
  ) -> BehaviorContext {
    var service = ControlSetup.service()
    change(&service)
    return BehaviorContext(service, seed: seed)
  }

  private func view(
    tasks: [TaskView] = [], desired: Int = 4, isDeploying: Bool = false, memory: Double = 0
  ) -> BehaviorView {
    BehaviorView(
      now: .minute(5), desired: desired, isDeploying: isDeploying, tasks: tasks,
      memoryPercent: memory)
  }

  private func task(_ index: Int, isNew: Bool = false) -> TaskView {
    TaskView(id: TaskID(index: index), isNew: isNew)
  }

  // MARK: The registry

  @Test("Keys and settings are distinct and explained")
  func registry() {
    let keys = ServiceBehaviors.all.map { $0.key }
    #expect(Set(keys).count == keys.count)
    for kind in ServiceBehaviors.all {
      #expect(kind.summary.hasSuffix("."), "\(kind.key)")
      let names = kind.settings.map(\.name)
      #expect(Set(names).count == names.count && !names.isEmpty, "\(kind.key)")
      for setting in kind.settings {
        #expect(setting.summary.hasSuffix("."), "\(kind.key).\(setting.name)")
      }
    }
  }

  @Test("Nothing has happened before anything is told, and equal calls give equal actions")
  func deterministic() {
    for kind in ServiceBehaviors.all {
      func tell() -> [[BehaviorAction]] {
        var behavior = kind.init(usual(kind), context())
        #expect(behavior.figures.allSatisfy { $0.count == 0 })
        let view = view(tasks: (0..<4).map { task($0, isNew: true) }, isDeploying: true)
        return [
          behavior.deploymentBegins(view), behavior.taskRuns(task(1, isNew: true), view),
          behavior.taskIsHealthy(task(1, isNew: true), view),
          behavior.taskFails(task(1, isNew: true), view), behavior.minuteEnds(view),
        ]
      }
      #expect(tell() == tell(), "\(kind.key)")
    }
  }

  /// Values at which every kind does something.
  private func usual(_ kind: any ServiceBehavior.Type) -> BehaviorValues {
    var values: [String: BehaviorValues.Value] = [:]
    for setting in kind.settings {
      switch setting.kind {
      case .share, .number: values[setting.name] = .number(1)
      case .count(let range): values[setting.name] = .count(Int(range.lowerBound))
      case .duration(let range): values[setting.name] = .duration(range.lowerBound)
      case .flag: values[setting.name] = .flag(true)
      case .choice(let words): values[setting.name] = .choice(words[0])
      }
    }
    return BehaviorValues(values)
  }

  // MARK: Exits

  @Test("Tasks exit after exponential times of the stated mean")
  func exits() {
    var exits = TaskExits(
      BehaviorValues(["per_task_hour": .number(2), "after": .duration(.seconds(30))]), context())
    var hours = 0.0
    let count = 4000
    for index in 0..<count {
      guard case .again(let time, let payload)? = exits.taskRuns(task(index), view()).first else {
        Issue.record("no exit")
        return
      }
      #expect(payload == Int64(index))
      #expect(time >= .minute(5) + .seconds(30))
      hours += ((time - .minute(5)).inSeconds - 30) / 3600
    }
    // A mean of half an hour, ± four standard errors.
    #expect(abs(hours / Double(count) - 0.5) < 4 * 0.5 / Double(count).squareRoot())
    #expect(exits.happens(7, view(tasks: [task(7)])) == [.exit(TaskID(index: 7))])
    #expect(exits.happens(8, view(tasks: [task(7)])).isEmpty)
    #expect(exits.figures == [BehaviorFigure("tasks_exited", 1)])
  }

  @Test("Only tasks of a new revision exit, where that is said")
  func newOnly() {
    var exits = TaskExits(
      BehaviorValues(["per_task_hour": .number(2), "new_revision_only": .flag(true)]), context())
    #expect(exits.taskRuns(task(1), view()).isEmpty)
    #expect(exits.taskRuns(task(2, isNew: true), view()).count == 1)
  }

  // MARK: Memory

  /// 512 MB: 100 at rest and 10 for each request in progress, so that 42 are too many.
  private func memory() -> MemoryLimit {
    MemoryLimit(
      BehaviorValues(["kills": .flag(true)]),
      context {
        $0.memoryUse.base = 100
        $0.memoryUse.perConcurrentRequest = 10
      })
  }

  @Test("Tasks beyond their memory end, and as many as a Poisson number of requests says")
  func outOfMemory() {
    var limit = memory()
    let tasks = (0..<2000).map { task($0) }
    // 41.2 requests fit; a mean of 20 never reaches that, one of 80 always passes it.
    #expect(limit.minuteEnds(view(tasks: tasks, memory: 100 * 300 / 512)).isEmpty)
    #expect(limit.minuteEnds(view(tasks: tasks, memory: 100 * 900 / 512)).count == 2000)
    // P(N ≥ 42) of a Poisson number with mean 40 is 0.3969 (exact sum), ± four standard errors.
    let ended = limit.minuteEnds(view(tasks: tasks, memory: 100 * 500 / 512)).count
    #expect(abs(Double(ended) / 2000 - 0.3969) < 4 * 0.011)
  }

  @Test("Connections take memory at the task that has them, whatever the mean over tasks is")
  func memoryOfConnections() {
    var limit = memory()
    // 42 connections are too many, 41 are not; the mean of all that run is far below.
    let tasks = [
      TaskView(id: TaskID(index: 0), connections: 42),
      TaskView(id: TaskID(index: 1), connections: 41),
      TaskView(id: TaskID(index: 2)), TaskView(id: TaskID(index: 3), connections: 1),
      TaskView(id: TaskID(index: 4), isHealthy: false, connections: 42),
    ]
    let mean = 100 + 10 * (42 + 41 + 1 + 42) / 5.0
    #expect(
      limit.minuteEnds(view(tasks: tasks, memory: 100 * mean / 512))
        == [.exit(TaskID(index: 0)), .exit(TaskID(index: 4))])
  }

  @Test("It holds wherever a scenario says what memory requests take")
  func standard() {
    var service = ControlSetup.service()
    #expect(MemoryLimit.standard(for: service) == nil)
    service.memoryUse.perRequest = 1
    #expect(MemoryLimit.standard(for: service) != nil)
    #expect(TaskExits.standard(for: service) == nil)
  }

  // MARK: Circuit breaker

  @Test(
    "Half of the desired count, from 3 to 200",
    arguments: [(1, 3), (5, 3), (6, 3), (7, 4), (25, 13), (400, 200), (1000, 200)])
  func threshold(desired: Int, limit: Int) {
    let breaker = DeploymentCircuitBreaker(
      BehaviorValues(["enable": .flag(true), "rollback": .flag(true)]), context())
    #expect(breaker.limit(desired: desired) == limit)
  }

  @Test("Failures in a row count, of the new revision and during its deployment")
  func breaker() {
    var breaker = DeploymentCircuitBreaker(
      BehaviorValues(["enable": .flag(true), "rollback": .flag(true)]), context())
    let deploying = view(isDeploying: true)
    #expect(breaker.taskFails(task(1, isNew: true), view()).isEmpty)
    for _ in 0..<10 { #expect(breaker.taskFails(task(1), deploying).isEmpty) }
    for _ in 0..<2 { #expect(breaker.taskFails(task(1, isNew: true), deploying).isEmpty) }
    // One becomes healthy: the count starts anew.
    #expect(breaker.taskIsHealthy(task(2, isNew: true), deploying).isEmpty)
    for _ in 0..<2 { #expect(breaker.taskFails(task(1, isNew: true), deploying).isEmpty) }
    let actions = breaker.taskFails(task(3, isNew: true), deploying)
    #expect(
      actions == [
        .failDeployment(
          rollBack: true, cause: "deployment circuit breaker: 3 tasks failed, rolling back")
      ])
    #expect(breaker.figures == [BehaviorFigure("deployments_failed", 1)])
  }
}
