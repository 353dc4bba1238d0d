import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Statistics of CPU over tasks")
struct TaskStatisticTests {
  /// A step of one task, by an alarm on a statistic over tasks.
  private static func step(
    _ statistic: MetricStatistic, _ comparison: AlarmConfiguration.Comparison,
    _ threshold: Double, periods: Int = 2
  ) -> StepScaling {
    var alarm = AlarmConfiguration(
      name: "tasks", metric: .cpu, comparison: comparison, threshold: threshold,
      evaluationPeriods: periods, datapointsToAlarm: periods, treatMissingData: .missing)
    alarm.statistic = statistic
    return StepScaling(
      alarm: alarm, adjustmentType: .changeInCapacity,
      steps: [
        comparison.isHigh
          ? StepAdjustment(lowerBound: 0, upperBound: nil, adjustment: 1)
          : StepAdjustment(lowerBound: nil, upperBound: 0, adjustment: 1)
      ])
  }

  private static func service(
    _ demand: Variate = .constant(0.01), vCPU: Int = 1, tasks: Int = 1
  ) -> ServiceConfiguration {
    var service = ServiceConfiguration(
      name: "web", cpuUnits: vCPU * 1024, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 9,
      initialTasks: tasks, demand: RequestDemand(cpu: demand))
    service.policies = [step(.maximum, .greaterThanOrEqualToThreshold, 101)]
    return service
  }

  private static func profile(_ rate: Double, minutes: Int = 60) -> RateProfile {
    RateProfile(step: 60, expected: Array(repeating: rate * 60, count: minutes))
  }

  private static func fluid(
    _ service: ServiceConfiguration, _ profile: RateProfile, seed: UInt64 = 1
  ) -> FluidPlane {
    FluidPlane(
      model: FluidModel(service), profile: profile,
      calendar: ControlSetup.calendar(seconds: Int64(profile.expected.count) * 60), seed: seed)
  }

  /// The second minute of a busy task beside one that starts or does nothing.
  private static func point(
    _ fresh: some DataPlane, boot: BootLoad?
  ) -> (mean: Double?, tasks: TaskCPU?) {
    var plane = fresh
    plane.taskStarted(TaskID(index: 0))
    plane.taskHealthy(TaskID(index: 0))
    if let boot {
      plane.taskStarted(TaskID(index: 1), boot: boot)
    } else {
      plane.taskStarted(TaskID(index: 1))
    }
    plane.advance(to: .minute(1))
    _ = plane.closeMetricWindow()
    plane.advance(to: .minute(2))
    return (plane.closeMetricWindow().cpuPercent, plane.taskCPU)
  }

  @Test("One task at 50 % beside one that starts at 100 %, and beside one at rest")
  func twoTasks() throws {
    let service = Self.service()
    let profile = Self.profile(50)
    for boot in [BootLoad(cpu: 1, duration: .minutes(3)), nil] {
      let points = [
        Self.point(
          RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1), boot: boot),
        Self.point(
          RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: 1),
          boot: boot), Self.point(Self.fluid(service, profile), boot: boot),
      ]
      for point in points {
        let tasks = try #require(point.tasks)
        #expect(tasks.count == 2)
        // Of two tasks the mean is in the middle.
        let mean = try #require(point.mean)
        #expect(abs((tasks.least + tasks.greatest) / 2 - mean) < 1e-6)
        let busy = boot == nil ? tasks.greatest : tasks.least
        #expect(abs(busy - 50) < 4, "a minute's requests are 3000 ± 55")
        #expect(abs((boot == nil ? tasks.least : tasks.greatest) - (boot == nil ? 0 : 100)) < 1e-6)
      }
    }
  }

  @Test("Nothing is kept of tasks where nobody watches them")
  func unwatched() {
    var service = Self.service()
    service.policies = [TargetTracking(metric: .cpu, target: 50)]
    let profile = Self.profile(50)
    let exact = RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1)
    #expect(Self.point(exact, boot: nil).tasks == nil)
    #expect(Self.point(Self.fluid(service, profile), boot: nil).tasks == nil)
  }

  @Test("An alarm that never fires changes nothing else")
  func watched() {
    var service = Self.service(.lognormal(mean: 0.02, cv: 1))
    let never = service.policies
    service.policies = [TargetTracking(metric: .cpu, target: 50)]
    var watched = service
    watched.policies += never
    let profile = RateProfile(
      step: 60, expected: (0..<60).map { 60 * (40 + 30 * Double($0 % 20) / 10) })
    for (a, b) in zip(Self.outcomes(service, profile), Self.outcomes(watched, profile)) {
      #expect(a.activities == b.activities && a.scaleOuts > 0)
      for (x, y) in zip(a.timeline, b.timeline) {
        #expect(x.offered == y.offered && x.errors == y.errors && x.desired == y.desired)
        // Sums up to one more evaluation end in another bit.
        #expect(abs((x.publishedCPUPercent ?? -1) - (y.publishedCPUPercent ?? -1)) < 1e-9)
      }
    }
  }

  /// Points of a fleet whose tasks come and go at random.
  private static func changing(
    _ fresh: some DataPlane, seed: UInt64
  ) -> [(mean: Double?, tasks: TaskCPU?)] {
    var plane = fresh
    var random = RandomStream(seed: seed, component: "test", entity: "tasks")
    var running: [TaskID] = []
    var started = 0
    return (0..<Int64(40)).map { minute in
      for part in 1...3 {
        plane.advance(to: .minute(minute) + .seconds(Int64(part) * 20))
        if running.count < 3 || random.uniform() < 0.4 {
          let id = TaskID(index: started)
          started += 1
          plane.taskStarted(id, boot: BootLoad(cpu: 0.7, duration: .seconds(25)))
          plane.taskHealthy(id)
          running.append(id)
        } else {
          let id = running.remove(at: Int(random.next() % UInt64(running.count)))
          plane.taskDraining(id)
          plane.taskStopped(id)
        }
      }
      return (plane.closeMetricWindow().cpuPercent, plane.taskCPU)
    }
  }

  @Test("The mean is between the least and the greatest, whoever comes and goes", arguments: 1...4)
  func bounds(seed: UInt64) throws {
    let service = Self.service(.lognormal(mean: 0.02, cv: 1))
    var retrying = service
    retrying.backlog = 100_000
    let profile = Self.profile(70)
    let exact = Self.changing(
      RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1), seed: seed)
    let inOrder = Self.changing(
      RequestPlane<FIFOEngine>(configuration: retrying, profile: profile, seed: 1), seed: seed)
    let followed = Self.changing(
      RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: 1),
      seed: seed)
    let fluid = Self.changing(Self.fluid(service, profile), seed: seed)
    for points in [exact, inOrder, followed, fluid] {
      for point in points {
        let tasks = try #require(point.tasks)
        let mean = try #require(point.mean)
        #expect(tasks.least <= mean + 1e-6 && mean <= tasks.greatest + 1e-6)
        #expect(tasks.least >= 0 && tasks.greatest <= 100)
      }
    }
    // Whichever way the requests are worked off.
    for other in [inOrder, followed] {
      for (a, b) in zip(exact, other) {
        #expect(a.tasks?.count == b.tasks?.count)
        #expect(abs((a.tasks?.greatest ?? 0) - (b.tasks?.greatest ?? 0)) < 1e-6)
        #expect(abs((a.tasks?.least ?? 0) - (b.tasks?.least ?? 0)) < 1e-6)
      }
    }
    // A task that has run for any part of the window is a sample.
    for (a, b) in zip(exact, fluid) { #expect(a.tasks?.count == b.tasks?.count) }
  }

  /// How far the least and the greatest are from the mean, over many minutes: on average, and the
  /// standard deviation of the latter.
  private static func spread(
    _ fresh: some DataPlane, tasks: Int, minutes: Int
  ) -> (below: Double, above: Double, deviation: Double) {
    var plane = fresh
    for index in 0..<tasks {
      plane.taskStarted(TaskID(index: index))
      plane.taskHealthy(TaskID(index: index))
    }
    var (below, above): ([Double], [Double]) = ([], [])
    for minute in 1...minutes {
      plane.advance(to: .minute(Int64(minute)))
      let mean = plane.closeMetricWindow().cpuPercent ?? .nan
      plane.closeMinute()
      below.append(mean - (plane.taskCPU?.least ?? .nan))
      above.append((plane.taskCPU?.greatest ?? .nan) - mean)
    }
    let count = Double(minutes)
    let mean = above.reduce(0, +) / count
    let variance = above.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return (below.reduce(0, +) / count, mean, variance.squareRoot())
  }

  @Test(
    "In fluid mode tasks differ as much as the demands of their requests make them",
    arguments: [2, 4, 9])
  func fluidSpread(tasks: Int) {
    let minutes = 800
    let service = Self.service(.lognormal(mean: 0.08, cv: 1), vCPU: 2, tasks: tasks)
    let profile = Self.profile(Double(tasks) * 2 * 0.6 / 0.08, minutes: minutes)
    let exact = Self.spread(
      RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1), tasks: tasks,
      minutes: minutes)
    let fluid = Self.spread(Self.fluid(service, profile), tasks: tasks, minutes: minutes)
    for spread in [exact, fluid] {
      // Of n tasks the greatest of n standard normal variates is expected above their mean (Tippett,
      // "On the extreme individuals", Biometrika 17, 1925): 900 requests a minute and task of 80 ms
      // with a cv of one are 2 % of 120 s off.
      let expected = 2 * (tasks == 2 ? 0.5642 : tasks == 4 ? 1.0294 : 1.4850)
      #expect(abs(spread.above / expected - 1) < 0.1, "\(spread)")
      #expect(abs(spread.below / expected - 1) < 0.1, "\(spread)")
    }
    #expect(abs(fluid.deviation / exact.deviation - 1) < 0.15, "\(fluid) \(exact)")
  }

  @Test(
    "A busy service's tasks stop varying, and one that is new to an overload is no outlier",
    arguments: 1...6)
  func overload(seed: UInt64) throws {
    let service = Self.service(.lognormal(mean: 0.08, cv: 1), tasks: 3)
    var plane = Self.fluid(service, Self.profile(60), seed: seed)
    for index in 0..<3 {
      plane.taskStarted(TaskID(index: index))
      plane.taskHealthy(TaskID(index: index))
    }
    plane.advance(to: .minute(5))
    _ = plane.closeMetricWindow()
    plane.taskStarted(TaskID(index: 3))
    plane.advance(to: .minute(5) + .seconds(30))
    plane.taskHealthy(TaskID(index: 3))
    plane.advance(to: .minute(6))
    let mean = try #require(plane.closeMetricWindow().cpuPercent)
    let tasks = try #require(plane.taskCPU)
    // Three work all the time, the fourth all of the half minute in which it gets requests: 450, whose
    // CPU times would be 1.7 s off if it had any to spare.
    #expect(tasks.count == 4 && tasks.greatest > 99, "\(tasks)")
    #expect(abs(mean - 87.5) < 0.3 && abs(tasks.least - 50) < 1, "\(tasks)")
  }

  @Test("Each task keeps its own work where queues differ between hundreds of tasks")
  func manyGroups() throws {
    let service = Self.service(.constant(0.1), tasks: 150)
    // Twice as much as 150 tasks can do, then six tenths of it.
    let rates = Array(repeating: 3000.0, count: 10) + Array(repeating: 900.0, count: 5)
    var plane = Self.fluid(service, RateProfile(step: 60, expected: rates.map { 60 * $0 }))
    // One after the other under an overload: each has another backlog.
    for index in 0..<150 {
      plane.advance(to: .start + .seconds(Int64(index) * 2))
      plane.taskStarted(TaskID(index: index))
      plane.taskHealthy(TaskID(index: index))
    }
    plane.advance(to: .minute(6))
    _ = plane.closeMetricWindow()
    for minute in Int64(7)...14 {
      plane.advance(to: .minute(minute) - .seconds(30))
      let (going, coming) = (TaskID(index: Int(minute)), TaskID(index: 200 + Int(minute)))
      plane.taskStopped(going)
      plane.taskStarted(coming)
      plane.taskHealthy(coming)
      plane.advance(to: .minute(minute))
      _ = plane.closeMetricWindow()
      let tasks = try #require(plane.taskCPU)
      // All work without a pause for as long as they run, but those that come after the overload.
      #expect(tasks.count == 151 && tasks.greatest > 99, "\(tasks)")
      #expect(abs(tasks.least - (minute > 10 ? 60 : 100)) < 1, "\(tasks)")
    }
    // What they had done before does not count again.
    plane.advance(to: .minute(15))
    _ = plane.closeMetricWindow()
    let tasks = try #require(plane.taskCPU)
    #expect(tasks.count == 150 && tasks.greatest > 99.9 && abs(tasks.least - 60) < 1, "\(tasks)")
  }

  @Test("The workers of a queue are samples, too")
  func workers() throws {
    var setup = QueueSetup(demand: .constant(0.01))
    setup.configuration.policies = [Self.step(.maximum, .greaterThanOrEqualToThreshold, 101)]
    let plane = setup.plane(Array(repeating: 3000, count: 3))
    plane.begin(0..<1)
    plane.taskStarted(TaskID(index: 1))
    plane.pass(minutes: 1...1)
    _ = plane.closeMetricWindow()
    plane.pass(minutes: 2...2)
    let mean = try #require(plane.closeMetricWindow().cpuPercent)
    let tasks = try #require(plane.taskCPU)
    // One takes all messages, the other does not ask for any yet.
    #expect(tasks.count == 2 && tasks.least == 0 && abs(tasks.greatest - 2 * mean) < 1e-9)
    #expect(abs(tasks.greatest - 50) < 4)
  }

  // MARK: Alarms

  /// civiform#7697: a deployment of one task that takes a vCPU to start.
  private static func deploying(
    _ policy: StepScaling, bootCPU: Double
  ) throws -> ServiceConfiguration {
    var service = service()
    service.policies = [policy]
    service.lifeCycle.applicationBoot = .minutes(2)
    service.lifeCycle.bootCPU = bootCPU
    service.lifeCycle.gracePeriod = .minutes(10)
    service.deployments = [
      Deployment(
        strategy: .rolling(minimum: 100, maximum: 200),
        schedule: try ScheduleExpression(text: "at(2026-12-01T00:10:00)"),
        clock: try #require(WallClock(identifier: "UTC")))
    ]
    return service
  }

  private static func outcomes(
    _ service: ServiceConfiguration, _ profile: RateProfile = profile(2)
  ) -> [ServiceOutcome] {
    let calendar = ControlSetup.calendar(seconds: 3600)
    return [
      ServiceSimulation.run(
        configuration: service,
        plane: RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1),
        calendar: calendar, seed: 1),
      ServiceSimulation.run(
        configuration: service, plane: fluid(service, profile), calendar: calendar, seed: 1),
    ]
  }

  @Test("A deployment trips an alarm on the Maximum at 85 %, and none on the Average")
  func deployment() throws {
    let maximum = Self.step(.maximum, .greaterThanOrEqualToThreshold, 85)
    for outcome in Self.outcomes(try Self.deploying(maximum, bootCPU: 1)) {
      #expect(outcome.scaleOuts > 0)
      let first = try #require(outcome.alarmTransitions.first { $0.to == .alarm })
      // Start-up within the minute after 10:00, two whole minutes of it, two of lag.
      #expect((13 * 60...15 * 60).contains(Int((first.time - .start).inSeconds)))
    }
    let average = Self.step(.average, .greaterThanOrEqualToThreshold, 85)
    for service in [
      try Self.deploying(average, bootCPU: 1), try Self.deploying(maximum, bootCPU: 0),
    ] {
      for outcome in Self.outcomes(service) { #expect(outcome.scaleOuts == 0) }
    }
  }

  @Test("SampleCount is the number of running tasks, and a Minimum falls with a task at rest")
  func others() throws {
    var service = Self.service(tasks: 2)
    service.policies = [Self.step(.sampleCount, .lessThanThreshold, 3)]
    for outcome in Self.outcomes(service) { #expect(outcome.timeline.last?.desired == 3) }
    let minimum = Self.step(.minimum, .lessThanOrEqualToThreshold, 0.2)
    for outcome in Self.outcomes(try Self.deploying(minimum, bootCPU: 0)) {
      let first = try #require(outcome.alarmTransitions.first { $0.to == .alarm })
      #expect(first.time >= .minute(13))
    }
  }
}
