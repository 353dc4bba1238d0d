import Autoscaling
import Simulation
import Testing
import Units

@Suite("Control plane: deployments")
struct DeploymentTests {
  private func deployment(
    _ strategy: Deployment.Strategy, at schedule: String = "at(2026-12-01T00:10:00)"
  ) throws -> Deployment {
    Deployment(
      strategy: strategy, schedule: try ScheduleExpression(text: schedule),
      clock: try #require(WallClock(identifier: "UTC")))
  }

  private func service(
    _ deployments: [Deployment], tasks: Int = 4, policies: [any ScalingPolicy] = []
  ) -> ServiceConfiguration {
    var service = ControlSetup.service(
      min: 1, max: 20, initial: tasks, policies: policies)
    service.deployments = deployments
    service.lifeCycle.healthCheckInterval = .seconds(10)
    service.lifeCycle.healthyThreshold = 2
    return service
  }

  /// Tasks running over time, from the journal.
  private func counts(_ plane: RecordedPlane) -> (least: Int, most: Int) {
    var running = 0
    var counts: [Int] = []
    for entry in plane.journal {
      if entry.step == .started { running += 1 }
      if entry.step == .draining { running -= 1 }
      if entry.time > .start { counts.append(running) }
    }
    return (counts.min() ?? 0, counts.max() ?? 0)
  }

  @Test(
    "Rolling: every task is replaced, within the percentages",
    arguments: [(100, 200, 4, 8), (100, 125, 4, 5), (50, 100, 2, 4), (75, 150, 3, 6)])
  func rolling(minimum: Int, maximum: Int, least: Int, most: Int) throws {
    let plane = RecordedPlane { _, _ in 50 }
    let outcome = ControlSetup.run(
      service([try deployment(.rolling(minimum: minimum, maximum: maximum))]), plane, minutes: 60)
    let found = counts(plane)
    #expect(found.least >= least && found.most <= most)
    #expect(found.least == least || found.most > 4)
    let stopped = Set(plane.journal.filter { $0.step == .stopped }.map(\.task))
    #expect(stopped == Set(0..<4))
    #expect(outcome.timeline.last?.healthy == 4 && outcome.timeline.last?.running == 4)
    #expect(
      outcome.activities.map(\.cause).first == "rolling deployment began")
    #expect(
      outcome.activities.last?.cause.hasPrefix("rolling deployment completed after ") == true)
  }

  @Test("Blue/green: a whole second set, requests at once, the old set until the bake time is over")
  func blueGreen() throws {
    let plane = RecordedPlane { _, _ in 50 }
    let outcome = ControlSetup.run(
      service([try deployment(.blueGreen(bake: .minutes(5)))]), plane, minutes: 60)
    #expect(counts(plane).most == 8 && counts(plane).least == 4)
    let shifted = plane.journal.filter { $0.step == .healthy && $0.task >= 4 }.map(\.time)
    let started = plane.journal.filter { $0.step == .started && $0.task >= 4 }.map(\.time)
    #expect(Set(shifted).count == 1 && Set(started).count == 4)
    let shift = try #require(shifted.first)
    #expect(shift == started.max()! + .milliseconds(22_500))
    let drained = plane.journal.filter { $0.step == .draining }
    #expect(Set(drained.map(\.task)) == Set(0..<4))
    #expect(drained.allSatisfy { $0.time == shift + .minutes(5) + .seconds(10) })
    #expect(outcome.timeline.last?.healthy == 4)
  }

  @Test("No scale-in while a deployment is in progress, and a scale-out counts both sets")
  func scaling() throws {
    var tracking = TargetTracking(metric: .cpu, target: 50)
    tracking.scaleInStep = .unlimited
    // Idle from the start: scale-in would begin in minute 17 or 18.
    let blue = try deployment(.blueGreen(bake: .minutes(30)))
    let idle = ControlSetup.run(
      service([blue], policies: [tracking]), RecordedPlane { _, _ in 3 }, minutes: 70)
    #expect(
      idle.activities.contains { $0.notScaledReason == .targetServicePutResourceAsUnscalable })
    let first = try #require(idle.activities.first { $0.toDesired < $0.fromDesired })
    #expect(first.start > .minute(40))
    // 60 % of 50 on four tasks asks for five; on eight running ones for ten.
    let busy = ControlSetup.run(
      service([blue], policies: [tracking]),
      RecordedPlane { minute, _ in minute < 12 ? 48 : 60 }, minutes: 25)
    #expect(busy.activities.first { $0.toDesired > $0.fromDesired }?.toDesired == 10)
  }

  @Test("A second deployment takes the place of the first")
  func superseded() throws {
    let plane = RecordedPlane { _, _ in 50 }
    let outcome = ControlSetup.run(
      service([
        try deployment(.rolling(minimum: 100, maximum: 125)),
        try deployment(.rolling(minimum: 100, maximum: 200), at: "at(2026-12-01T00:11:00)"),
      ]), plane, minutes: 60)
    #expect(outcome.timeline.last?.running == 4)
    #expect(
      outcome.activities.map(\.cause).contains(
        "rolling deployment began in place of the one before"))
    #expect(outcome.activities.count { $0.cause.contains("completed") } == 1)
  }
}
