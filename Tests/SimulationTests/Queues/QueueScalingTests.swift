import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Workers scale on their queue")
struct QueueScalingTests {
  /// A run of so many minutes, with messages expected in each.
  private func run(
    _ messages: [Double], demand: Variate, min: Int = 0, initial: Int = 0,
    policies: [any ScalingPolicy], visibility: SimDuration = .hours(12),
    stopTimeout: SimDuration = .seconds(30), seed: UInt64 = 1,
    change: (inout ServiceConfiguration) -> Void = { _ in }
  ) throws -> ServiceOutcome {
    var setup = QueueSetup(demand: demand)
    setup.queue.visibilityTimeout = visibility
    setup.seed = seed
    setup.configuration.minTasks = min
    setup.configuration.initialTasks = initial
    setup.configuration.maxTasks = 100
    setup.configuration.policies = policies
    setup.configuration.lifeCycle.leaveLoadBalancer()
    setup.configuration.lifeCycle.stopTimeout = stopTimeout
    setup.configuration.queue = setup.queue
    change(&setup.configuration)
    let start = try #require(UTCTime(iso8601: "2026-12-01T00:00:00Z"))
    let period = try #require(
      Period(start: start, end: start.advanced(bySeconds: Int64(messages.count) * 60)))
    let outcome = ServiceSimulation.run(
      configuration: setup.configuration, plane: setup.plane(messages),
      calendar: LedgerCalendar(period: period), seed: seed)
    #expect(outcome.contradictions == [])
    let queue = try #require(outcome.queue)
    #expect(queue.sent == outcome.offered && queue.deleted == outcome.served)
    return outcome
  }

  private func once(_ count: Double, minutes: Int) -> [Double] {
    [count] + [Double](repeating: 0, count: minutes - 1)
  }

  private func backlogMath(_ text: String = "m1 / m2") throws -> MetricMath {
    MetricMath(
      label: "e1", text: text,
      root: try MetricMathParser.parse(
        text, queries: ["m1": .metric(.queueDepth), "m2": .metric(.runningTaskCount)]))
  }

  @Test("AWS's backlog per task: some 1500 messages, 10 tasks, 100 acceptable", arguments: 1...5)
  func published(seed: UInt64) throws {
    // Messages take so long that the queue stays as it is.
    for policy in [
      TargetTracking(math: try backlogMath(), target: 100),
      TargetTracking(metric: .backlogPerTask, target: 100),
    ] {
      let outcome = try run(
        once(1480, minutes: 12), demand: .constant(100_000), min: 1, initial: 10,
        policies: [policy], seed: seed
      ) { $0.metrics.samplingOffset = .zero }
      let visible = try #require(outcome.queue).sent - 10
      let first = try #require(outcome.activities.first { $0.notScaledReason == nil })
      let wanted = (visible + 99) / 100
      #expect(first.fromDesired == 10 && Int64(first.toDesired) == wanted)
      #expect((14...16).contains(wanted))
    }
  }

  @Test("The alarm sees the backlog as late as SQS and Container Insights publish it")
  func lag() throws {
    let outcome = try run(
      once(1480, minutes: 12), demand: .constant(100_000), min: 1, initial: 10,
      policies: [TargetTracking(math: try backlogMath(), target: 100)]
    ) {
      $0.alarmPhases = AlarmPhases(high: .seconds(20), low: .seconds(20))
      $0.metrics.samplingOffset = .zero
    }
    // Minutes 0 to 2 breach; the last is seen a minute after its end, at the alarm's own second.
    let raised = try #require(outcome.alarmTransitions.first { $0.to == .alarm })
    #expect(raised.time == SimTime(seconds: 3 * 60 + 60 + 20))
  }

  @Test("From zero the first step is one task, and the queue brings it back to zero")
  func zeroAndBack() throws {
    for policy in [
      TargetTracking(metric: .backlogPerTask, target: 10),
      TargetTracking(math: try backlogMath("IF(m2 > 0, m1 / m2, m1)"), target: 10),
    ] {
      let outcome = try run(once(60, minutes: 120), demand: .constant(1), policies: [policy])
      let changes = outcome.activities.filter { $0.notScaledReason == nil }
      #expect(changes.first?.fromDesired == 0 && changes.first?.toDesired == 1)
      #expect(changes.last?.toDesired == 0 && outcome.timeline.last?.running == 0)
      #expect(outcome.errors.total == 0 && outcome.maxRunning >= 1)
    }
  }

  @Test("m1 / m2 has no point without a task: it never starts from zero, and nothing is hidden")
  func neverFromZero() throws {
    let outcome = try run(
      once(60, minutes: 60), demand: .constant(1),
      policies: [TargetTracking(math: try backlogMath(), target: 10)])
    #expect(outcome.activities.isEmpty && outcome.maxRunning == 0)
    let queue = try #require(outcome.queue)
    #expect(queue.left == queue.sent && outcome.errors.undelivered == queue.sent)
  }

  @Test("A backlog of one does not exceed a target of one: the service stays at zero")
  func oneOfOne() throws {
    // aws/copilot-cli#3376: one message, acceptable backlog of one task 1, no task is started.
    var isTested = false
    for seed in UInt64(1)...20 {
      let policy = TargetTracking(metric: .backlogPerTask, target: 1)
      let outcome = try run(
        once(1, minutes: 30), demand: .constant(600), policies: [policy], seed: seed)
      let sent = try #require(outcome.queue).sent
      if sent == 1 { isTested = true }
      #expect((outcome.maxRunning == 0) == (sent <= 1), "\(sent) messages")
    }
    #expect(isTested)
  }

  private func step(
    _ name: String, _ comparison: AlarmConfiguration.Comparison, threshold: Double, periods: Int,
    to count: Int
  ) -> StepScaling {
    var policy = StepScaling(
      alarm: AlarmConfiguration(
        name: name, metric: .queueDepth, comparison: comparison, threshold: threshold,
        evaluationPeriods: periods, datapointsToAlarm: periods, treatMissingData: .missing),
      adjustmentType: .exactCapacity,
      steps: [
        comparison.isHigh
          ? StepAdjustment(lowerBound: 0, upperBound: nil, adjustment: count)
          : StepAdjustment(lowerBound: nil, upperBound: 0, adjustment: count)
      ])
    policy.cooldown = .seconds(60)
    return policy
  }

  @Test("Step scaling on the depth: one task for a message, none for an empty queue")
  func steps() throws {
    let outcome = try run(
      once(5, minutes: 60), demand: .constant(10),
      policies: [
        step("some", .greaterThanOrEqualToThreshold, threshold: 1, periods: 1, to: 1),
        step("none", .lessThanOrEqualToThreshold, threshold: 0, periods: 5, to: 0),
      ])
    #expect(outcome.scaleOuts == 1 && outcome.scaleIns == 1 && outcome.maxRunning == 1)
    #expect(outcome.errors.total == 0 && outcome.timeline.last?.running == 0)
  }

  @Test("A task that is stopped with a message in hand leaves it for another receipt")
  func stopTimeout() throws {
    // A message of 100 s is in hand when the empty queue takes the task away.
    let policies: [any ScalingPolicy] = [
      step("some", .greaterThanOrEqualToThreshold, threshold: 1, periods: 1, to: 1),
      step("none", .lessThanOrEqualToThreshold, threshold: 0, periods: 1, to: 0),
    ]
    var cut = 0
    for seed in UInt64(1)...5 {
      let short = try run(
        once(4, minutes: 120), demand: .constant(110), policies: policies,
        visibility: .seconds(300), stopTimeout: .seconds(5), seed: seed)
      let long = try run(
        once(4, minutes: 120), demand: .constant(110), policies: policies,
        visibility: .seconds(300), stopTimeout: .seconds(120), seed: seed)
      cut += Int(try #require(short.queue).redeliveries)
      #expect(try #require(long.queue).redeliveries == 0)
      #expect(long.errors.total == 0)
    }
    #expect(cut > 0)
  }

  @Test("The oldest message's age is a metric too")
  func age() throws {
    let messages = [Double](repeating: 0, count: 5) + [Double](repeating: 120, count: 55)
    let outcome = try run(
      messages, demand: .constant(1), min: 1, initial: 1,
      policies: [TargetTracking(metric: .oldestMessageAge, target: 30)])
    #expect(outcome.scaleOuts > 0 && outcome.maxRunning > 2)
    #expect(try #require(outcome.queue).greatestAge > 30)
  }

  @Test("Equal arguments give equal outcomes, and each seed its own")
  func deterministic() throws {
    func outcome(_ seed: UInt64) throws -> ServiceOutcome {
      try run(
        [Double](repeating: 90, count: 60), demand: .exponential(mean: 2), min: 1, initial: 1,
        policies: [TargetTracking(metric: .backlogPerTask, target: 5)],
        visibility: .seconds(30), seed: seed)
    }
    let (one, same, other) = (try outcome(1), try outcome(1), try outcome(2))
    #expect(one.timeline == same.timeline && one.activities == same.activities)
    #expect(one.offered != other.offered)
  }
}
