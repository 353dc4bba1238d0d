import Autoscaling
import Kernel
import Simulation
import Testing
import Units
import Workload

@Suite("What a new task does for its start")
struct BootLoadTests {
  private static let idle = RateProfile(step: 60, expected: Array(repeating: 0, count: 60))
  private static let boot = BootLoad(cpu: 0.8, duration: .seconds(120))

  /// One task of a vCPU; a tenth of it is used without requests.
  private static func service() -> ServiceConfiguration {
    var service = ServiceConfiguration(
      name: "web", cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: 1, maxTasks: 5,
      initialTasks: 1, demand: RequestDemand(cpu: .constant(0.01)))
    service.idleCPU = 0.1
    return service
  }

  private static func workers(
    _ service: ServiceConfiguration, _ profile: RateProfile = idle
  ) -> QueuePlane {
    QueuePlane(
      configuration: service, queue: MessageQueue(source: .perRequest(1)), profile: profile, seed: 1
    )
  }

  private static func fluid(_ service: ServiceConfiguration) -> FluidPlane {
    FluidPlane(
      model: FluidModel(service), profile: idle, calendar: ControlSetup.calendar(seconds: 3600),
      seed: 1)
  }

  /// The points of four minutes and of the timeline: a second task starts at half a minute, and goes
  /// at `end` where it does.
  private static func points<Plane: DataPlane>(
    _ fresh: Plane, end: SimDuration? = nil
  ) -> (published: [Double?], timeline: [Double?]) {
    var plane = fresh
    plane.taskStarted(TaskID(index: 0))
    plane.taskHealthy(TaskID(index: 0))
    plane.advance(to: .start + .seconds(30))
    plane.taskStarted(TaskID(index: 1), boot: boot)
    let published = (1...Int64(4)).map { minute -> Double? in
      if let end, minute == 2 {
        plane.advance(to: .start + end)
        plane.taskStopped(TaskID(index: 1))
      }
      plane.advance(to: .minute(minute))
      plane.closeMinute()
      return plane.closeMetricWindow().cpuPercent
    }
    return (published, plane.minutes.map(\.cpuPercent))
  }

  private static func isClose(_ points: [Double?], _ expected: [Double]) -> Bool {
    points.count == expected.count
      && zip(points, expected).allSatisfy { abs(($0 ?? .nan) - $1) < 1e-9 }
  }

  @Test(
    "raises CPU by its share beyond idle, over the tasks' time in the window, at both levels, and of workers"
  )
  func share() {
    // 0.7 of a vCPU for 30 s of 90 task-seconds, 60 s of 120, 30 s of 120.
    let expected = [10 + 70 / 3.0, 45, 27.5, 10]
    let service = Self.service()
    let all = [
      Self.points(
        RequestPlane<FIFOEngine>(configuration: service, profile: Self.idle, seed: 1)),
      Self.points(
        RequestPlane<EventDrivenEngine>(configuration: service, profile: Self.idle, seed: 1)),
      Self.points(Self.fluid(service)), Self.points(Self.workers(service)),
    ]
    for (published, timeline) in all {
      #expect(Self.isClose(published, expected), "\(published)")
      #expect(Self.isClose(timeline, expected), "\(timeline)")
    }
  }

  @Test("ends with the task")
  func stopped() {
    // 60 s of the first task and 15 s of the second, of which it uses 0.7.
    let expected = [10 + 70 / 3.0, 10 + 70 * 15 / 75.0, 10, 10]
    let service = Self.service()
    let end = SimDuration.seconds(75)
    let exact = Self.points(
      RequestPlane<FIFOEngine>(configuration: service, profile: Self.idle, seed: 1), end: end)
    #expect(Self.isClose(exact.published, expected), "\(exact)")
    let fluid = Self.points(Self.fluid(service), end: end)
    #expect(Self.isClose(fluid.published, expected), "\(fluid)")
  }

  /// The second and the third point of 20 s, in which a task starts at half a minute.
  private static func finePoints<Plane: DataPlane>(_ fresh: Plane) -> [Double?] {
    var plane = fresh
    plane.taskStarted(TaskID(index: 0))
    plane.taskHealthy(TaskID(index: 0))
    return (1...Int64(3)).map { third -> Double? in
      if third == 2 {
        plane.advance(to: .start + .seconds(30))
        plane.taskStarted(TaskID(index: 1), boot: boot)
      }
      plane.advance(to: .start + .seconds(20 * third))
      return plane.closeHighResolutionWindow().cpuPercent
    }
  }

  @Test("counts in points of 20 s, but not in those of a pod autoscaler, which leaves new pods out")
  func fine() {
    var service = Self.service()
    service.policies = [TargetTracking(metric: .cpuHighResolution, target: 60)]
    func all(_ service: ServiceConfiguration) -> [[Double?]] {
      [
        Self.finePoints(
          RequestPlane<FIFOEngine>(configuration: service, profile: Self.idle, seed: 1)),
        Self.finePoints(
          RequestPlane<EventDrivenEngine>(configuration: service, profile: Self.idle, seed: 1)),
        Self.finePoints(Self.fluid(service)),
      ]
    }
    for points in all(service) {
      #expect(Self.isClose(points, [10, 10 + 70 / 3.0, 45]), "\(points)")
    }
    service.policies = []
    service.kubernetesHPA = KubernetesHPA(target: 60)
    for points in all(service) { #expect(Self.isClose(points, [10, 10, 10]), "\(points)") }
  }

  /// A minute that passes at once counts the same as one that is passed in steps.
  @Test("is counted to its end within a fluid minute")
  func withinMinute() {
    var plane = Self.fluid(Self.service())
    plane.taskStarted(TaskID(index: 0), boot: Self.boot)
    // 0.7 of a vCPU beyond idle until 120 s; windows end ten seconds before the minute does.
    let expected = [80, 80, 10 + 70 * 10 / 60.0, 10]
    let points = (0..<Int64(4)).map { minute in
      plane.passMinute(
        windowEnd: minute * 60_000_000_000 + 50_000_000_000, until: .minute(minute + 1)
      ).cpuPercent
    }
    #expect(Self.isClose(points, expected), "\(points)")
    #expect(Self.isClose(plane.minutes.map(\.cpuPercent), [80, 80, 10, 10]))
  }

  // MARK: Under the control plane

  /// A deployment of one task, and a step of one task at a mean above 45 %.
  private static func deploying(bootCPU: Double) throws -> ServiceConfiguration {
    var service = service()
    service.idleCPU = 0
    service.lifeCycle.applicationBoot = .minutes(3)
    service.lifeCycle.bootCPU = bootCPU
    service.lifeCycle.gracePeriod = .minutes(10)
    service.deployments = [
      Deployment(
        strategy: .rolling(minimum: 100, maximum: 200),
        schedule: try ScheduleExpression(text: "at(2026-12-01T00:10:00)"),
        clock: try #require(WallClock(identifier: "UTC")))
    ]
    service.policies = [
      StepScaling(
        alarm: AlarmConfiguration(
          name: "high", metric: .cpu, comparison: .greaterThanThreshold, threshold: 45,
          evaluationPeriods: 2, datapointsToAlarm: 2, treatMissingData: .missing),
        adjustmentType: .changeInCapacity,
        steps: [StepAdjustment(lowerBound: 0, upperBound: nil, adjustment: 1)])
    ]
    return service
  }

  private static func run(
    _ service: ServiceConfiguration, _ plane: some DataPlane
  ) -> ServiceOutcome {
    ServiceSimulation.run(
      configuration: service, plane: plane, calendar: ControlSetup.calendar(seconds: 3600), seed: 1)
  }

  @Test("A deployment of a service without load scales it out, where starting takes a vCPU")
  func deployment() throws {
    for (bootCPU, scalesOut) in [(0.0, false), (0.8, false), (1.0, true)] {
      let service = try Self.deploying(bootCPU: bootCPU)
      let outcomes = [
        Self.run(
          service, RequestPlane<FIFOEngine>(configuration: service, profile: Self.idle, seed: 1)),
        Self.run(service, Self.fluid(service)),
      ]
      for outcome in outcomes {
        // An old task at rest and a new one at its share: half of it. Two minutes at 50 % are above
        // 45 %, those at 40 % are not. A task that this adds may start up beside the new one.
        let most = outcome.timeline.compactMap(\.publishedCPUPercent).max() ?? 0
        #expect(scalesOut ? most >= 50 - 1e-6 : abs(most - 50 * bootCPU) < 1e-6, "\(most)")
        #expect((outcome.scaleOuts > 0) == scalesOut)
      }
    }
  }

  // MARK: First requests

  private static let cold = BootLoad(
    cpu: 0, duration: .zero, coldRequests: ColdRequests(count: 5, factor: 10))

  /// The work done in each of two minutes beyond that of warm tasks, in CPU times of a request.
  private static func extraWork(_ plane: some DataPlane) -> [Double] {
    var plane = plane
    for index in 0..<2 {
      plane.taskStarted(TaskID(index: index), boot: cold)
      plane.taskHealthy(TaskID(index: index))
    }
    return (1...Int64(2)).map { minute in
      plane.advance(to: .minute(minute))
      plane.closeMinute()
      let percent = plane.closeMetricWindow().cpuPercent ?? .nan
      return percent / 100 * 120 / 0.01 - Double(plane.minutes.last?.offered ?? 0)
    }
  }

  @Test("The first requests of each new task cost their factor, and the first messages, too")
  func coldRequests() {
    var service = Self.service()
    service.idleCPU = 0
    let profile = RateProfile(step: 60, expected: [60, 60])
    for extra in [
      Self.extraWork(
        RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1)),
      Self.extraWork(
        RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: 1)),
      Self.extraWork(Self.workers(service, profile)),
    ] {
      // Five requests of each of two tasks take nine times more than others; nothing waits at the ends
      // of these minutes.
      #expect(abs(extra[0] - 90) < 1e-6 && abs(extra[1]) < 1e-6, "\(extra)")
    }
  }
}
