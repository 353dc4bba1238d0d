import Foundation
import Kernel
import Simulation
import Testing
import Units
import Workload

@Suite("Sessions that stick to a target")
struct StickinessTests {
  private static func setup(
    rate: Double, minutes: Int, tasks: Int, requests: Double, interval: SimDuration,
    cookie: SimDuration = .minutes(1440)
  ) -> BoundWorkSetup {
    BoundWorkSetup(rate: rate, minutes: minutes, tasks: tasks) {
      $0.stickiness = Stickiness(
        cookieDuration: cookie, requestsPerSession: requests, requestInterval: interval)
    }
  }

  @Test("Stickiness leaves the requests of the trace as they are")
  func sameLoad() {
    var sticky = Self.setup(
      rate: 50, minutes: 10, tasks: 3, requests: 20, interval: .seconds(5))
    var plain = BoundWorkSetup(rate: 50, minutes: 10, tasks: 3) { _ in }
    sticky.pass(10)
    plain.pass(10)
    #expect(sticky.plane.minutes.map(\.offered) == plain.plane.minutes.map(\.offered))
    #expect(plain.plane.boundWork == nil)
    #expect(sticky.plane.boundWork?.connections == nil)
  }

  @Test("After a scale-out a new task gets new sessions alone: 1 − exp(−t ÷ mean) of its share")
  func scaleOut() throws {
    // 20 new sessions a second, of 50 requests each in 49 × 20 s in the mean: 19,600 live.
    var setup = Self.setup(
      rate: 1000, minutes: 70, tasks: 2, requests: 50, interval: .seconds(20))
    setup.pass(5)
    let before = setup.requests(overLast: 5)
    #expect(before.least > 0.95 * 30_000 && before.most < 1.05 * 30_000)
    setup.start()
    setup.start()
    var passed = 0
    for minutes in [3, 12, 15, 30] {
      setup.pass(minutes)
      passed += minutes
      // In the minute's middle; one request in 50 begins a session, which any target may get.
      let risen = 1 - 0.98 * exp(-(Double(passed) - 0.5) * 60 / 980)
      let row = try setup.last
      #expect(abs(Double(row.leastRequests) / (15_000 * risen) - 1) < 0.08)
      #expect(abs(Double(row.mostRequests) / (15_000 * (2 - risen)) - 1) < 0.06)
    }
  }

  @Test("A cookie that is renewed runs out only in gaps longer than it, which are exponential")
  func expiry() throws {
    let gap = 10.0
    // 1 % of gaps are so long. Sessions with 100,000 requests hardly end.
    let cookie = -gap * log(0.01)
    var setup = Self.setup(
      rate: 400, minutes: 60, tasks: 1, requests: 100_000, interval: .seconds(10),
      cookie: SimDuration(seconds: cookie))
    setup.pass(5)
    setup.start()
    setup.pass(25)
    // The share that has not come to such a gap falls as exp(−t ÷ T), where 1/T is the root of
    // ∫₀^cookie exp(u/T − u/gap) du = gap.
    let decay = Self.decay(gap: gap, cookie: cookie)
    let expected = (1 - exp(-(29.5 - 5) * 60 * decay)) / 2
    let share = Double(try setup.last.leastRequests) / (400 * 60)
    #expect(abs(share / expected - 1) < 0.08)
    // Without renewal all of them would long have been spread.
    #expect(share < 0.45)
  }

  /// The rate at which sessions come to their first gap longer than the cookie, by bisection.
  private static func decay(gap: Double, cookie: Double) -> Double {
    var (low, high) = (0.0, 0.5 / gap)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      let pace = 1 / gap - middle
      let kept = (1 - exp(-pace * cookie)) / (gap * pace)
      if kept < 1 { low = middle } else { high = middle }
    }
    return low
  }

  @Test("A session leaves a target that is unhealthy or gone, and does not come back to it")
  func leaving() throws {
    var setup = Self.setup(
      rate: 200, minutes: 40, tasks: 2, requests: 1000, interval: .seconds(10))
    setup.pass(2)
    setup.plane.taskUnhealthy(TaskID(index: 1))
    setup.pass(5)
    #expect(try setup.last.targets == 1)
    #expect(setup.plane.minutes.allSatisfy { $0.errors.total == 0 })
    setup.plane.taskHealthy(TaskID(index: 1))
    setup.pass(2)
    #expect(setup.requests(overLast: 2).least < 600)
    // Another task in the slot of one that is gone is not the target that cookies name.
    setup.drain(TaskID(index: 0))
    setup.plane.taskStopped(TaskID(index: 0))
    setup.start()
    setup.pass(2)
    let row = try setup.last
    #expect(row.targets == 2)
    // Its sessions choose anew, and half of them the other one.
    #expect(abs(Double(row.mostRequests) / 6000 - 1) < 0.1)
    #expect(abs(Double(row.leastRequests) / 6000 - 1) < 0.1)
  }

  @Test("Requests to a target whose host is gone hang until the balancer knows")
  func lost() throws {
    var setup = Self.setup(
      rate: 100, minutes: 10, tasks: 2, requests: 1000, interval: .seconds(10))
    setup.pass(2)
    setup.plane.taskFailed(TaskID(index: 1))
    setup.pass(1)
    setup.plane.taskStopped(TaskID(index: 1))
    setup.pass(1)
    setup.plane.finish()
    let minutes = Array(setup.plane.minutes)
    // Half of the sessions, and half of those without a cookie.
    let failed = Double(minutes[2].errors.gatewayTimeout) / Double(minutes[2].offered)
    #expect(abs(failed - 0.5) < 0.05)
    #expect(minutes[3].errors.total == 0)
  }

  @Test("Sessions and connections do not depend on how the run is cut")
  func pieces() throws {
    func run(_ pieces: Int64) throws -> (BoundWorkSetup, ConnectionOutcome) {
      var setup = Self.setup(
        rate: 30, minutes: 20, tasks: 2, requests: 10, interval: .seconds(20))
      setup = BoundWorkSetup(rate: 30, minutes: 20, tasks: 2, demand: .exponential(mean: 0.01)) {
        $0.stickiness = Stickiness(
          cookieDuration: .seconds(60), requestsPerSession: 10, requestInterval: .seconds(20))
        $0.connection = ConnectionUse(duration: .lognormal(mean: 100, cv: 1))
        $0.connection?.cpuPerSecond = 0.0001
      }
      setup.pass(10, pieces: pieces)
      setup.start()
      setup.pass(10, pieces: pieces)
      setup.plane.finish()
      return (setup, try #require(setup.plane.boundWork?.connections))
    }
    let (whole, connections) = try run(1)
    let (cut, others) = try run(7)
    #expect(connections.opened == others.opened && connections.closed == others.closed)
    #expect(whole.plane.minutes.map(\.offered) == cut.plane.minutes.map(\.offered))
    let (one, other) = (try #require(whole.plane.runLatency), try #require(cut.plane.runLatency))
    #expect(abs(one.mean - other.mean) < 1e-9)
  }
}
