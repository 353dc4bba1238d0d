import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Fluid planes of many tasks")
struct FluidManyTasksTests {
  private static let tasks = 200
  private static let seconds = 240
  /// Server-seconds of work that come in a second: twice what all tasks can do.
  private static let work = 400.0

  /// Task n starts after n seconds, so that no two of them have the same backlog.
  private func plane() -> FluidPlane {
    var service = ControlSetup.service(max: Self.tasks, initial: 1, policies: [])
    service.cpuUnits = 1024
    service.demand = RequestDemand(cpu: .constant(0.1))
    let rate = Self.work / 0.1
    return FluidPlane(
      model: FluidModel(service),
      profile: RateProfile(
        step: 60, expected: [Double](repeating: rate * 60, count: Self.seconds / 60)),
      calendar: ControlSetup.calendar(seconds: Int64(Self.seconds)), seed: 1)
  }

  /// - Parameter passed: called after each second with how many have passed.
  private func run(_ plane: inout FluidPlane, passed: (inout FluidPlane, Int) -> Void = { _, _ in })
  {
    for second in 0..<Self.seconds {
      if second < Self.tasks {
        plane.taskStarted(TaskID(index: second))
        plane.taskHealthy(TaskID(index: second))
      }
      plane.advance(to: SimTime.start + .seconds(Int64(second) + 1))
      if (second + 1) % 60 == 0 { plane.closeMinute() }
      passed(&plane, second + 1)
    }
  }

  @Test("Each of 200 backlogs is what came less what was done, to the width of a class")
  func backlogs() {
    var plane = plane()
    run(&plane)
    var errors: [Double] = []
    for task in 0..<Self.tasks {
      // Of work that is shared evenly each task does one server-second a second.
      let surplus = (task..<Self.seconds).reduce(0.0) { sum, second in
        sum + Self.work / Double(min(second + 1, Self.tasks)) - 1
      }
      let wait = plane.checkDelay(of: TaskID(index: task)).inSeconds
      errors.append(wait / surplus - 1)
    }
    #expect(errors.allSatisfy { $0.magnitude < 0.2 })
    #expect(abs(errors.reduce(0, +) / Double(errors.count)) < 0.02)
  }

  @Test("No request is lost or made up while tasks of many states come, fail and go")
  func books() throws {
    var plane = plane()
    run(&plane) { plane, second in
      guard second > 100 else { return }
      switch second % 4 {
      case 0: plane.taskUnhealthy(TaskID(index: second - 90))
      case 1: plane.taskDraining(TaskID(index: second - 91))
      case 2: plane.taskStopped(TaskID(index: second - 92))
      default: plane.taskFailed(TaskID(index: second - 100))
      }
    }
    let books = try #require(plane.books)
    #expect(books.contradictions(plane.totals.requests) == [])
    #expect(plane.totals.requests.offered == Int64(Self.work * 10) * Int64(Self.seconds))
  }

  @Test("A wait of centuries is a check that fails, not a trap")
  func centuries() {
    var service = ControlSetup.service(min: 2, max: 2, initial: 2, policies: [])
    service.demand = RequestDemand(cpu: .constant(2_000_000))
    let calendar = ControlSetup.calendar(seconds: 1800)
    let profile = RateProfile(step: 60, expected: [Double](repeating: 60_000_000, count: 30))
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: FluidPlane(
        model: FluidModel(service), profile: profile, calendar: calendar, seed: 1),
      calendar: calendar, seed: 1)
    #expect(outcome.replacedTasks > 0)
    #expect(outcome.contradictions == [])
  }
}
