import Autoscaling
import Kernel
import Scenarios
import Simulation
import Testing
import Units

@Suite("Keys of load tests, health, deployments and alarms")
struct LoadAndHealthKeysTests: ScenarioKeys {
  @Test("A load test as hey makes it, and one as Locust does")
  func loadTests() throws {
    let web = try #require(
      try scenario(
        service: "load_test: [{clients: 120, rtt: 184ms, from: '2026-12-01T02:00:50Z',"
          + " until: '2026-12-01T02:05:50Z'}, {name: users, clients: 40, think_time: 2s,"
          + " think_time_distribution: exponential, ramp_up: 1m}]"
      ).services.first)
    #expect(web.loadTests.map(\.name) == ["load-test-1", "users"])
    #expect(web.loadTests[0].clients == 120 && web.loadTests[0].rtt == .milliseconds(184))
    #expect(web.loadTests[0].thinkTime == .constant(0))
    #expect(web.loadTests[0].until?.description == "2026-12-01T02:05:50Z")
    #expect(web.loadTests[1].thinkTime == .exponential(mean: 2))
    #expect(web.loadTests[1].rampUp == .minutes(1))
    #expect(web.retries == nil)
  }

  @Test("Retries, slow start, checks, registration, and the cooldown that holds scale-in back")
  func settings() throws {
    let web = try #require(
      try scenario(
        service: """
          slow_start: 60s
              target_tracking: {target: 50, scale_out_cooldown_blocks_scale_in: false}
              health_check: {initial_checks: 1, unhealthy_threshold: 3, timeout: 2s, grace_period: 1m}
              control_delays: {running_to_registered: 4s}
              deployment: {type: blue_green, schedule: cron(0 14 ? * MON-FRI *), bake_time: 10m}
          """, request: "retries: {count: 3, backoff: 50ms, jitter: false}"
      ).services.first)
    #expect(web.retries?.count == 3 && web.retries?.hasJitter == false)
    #expect(web.retries?.backoff == .milliseconds(50))
    let cycle = web.lifeCycle
    #expect(cycle.slowStart == .minutes(1) && cycle.runningToRegistered == .seconds(4))
    #expect(cycle.initialChecks == 1 && cycle.unhealthyThreshold == 3)
    #expect(cycle.healthCheckTimeout == .seconds(2) && cycle.gracePeriod == .minutes(1))
    #expect((web.policies.first as? TargetTracking)?.scaleOutCooldownBlocksScaleIn == false)
    #expect(web.deployments.first?.strategy == .blueGreen(bake: .minutes(10)))
    let plain = try #require(try scenario().services.first)
    #expect(plain.lifeCycle == TaskLifeCycle())
    #expect(plain.deployments.isEmpty && plain.loadTests.isEmpty)
  }

  @Test("Alarms are the plan's unless the scenario states its own")
  func alarms() throws {
    #expect(try scenario().alarms == WatchRule.plan)
    let own = try scenario(
      top: "alarms: [{name: slow, signal: p95_latency, evaluation_periods: 5,"
        + " datapoints_to_alarm: 3, severity: critical}]"
    ).alarms
    #expect(own.count == 1 && own[0].threshold == nil)
    #expect(own[0].periods == 5 && own[0].datapoints == 3 && own[0].severity == .critical)
    #expect(try scenario(top: "alarms: []").alarms.isEmpty)
  }

  @Test("Each impossible value is refused with its place and what is allowed")
  func refused() {
    let found = problems {
      try scenario(
        service: """
          slow_start: 10s
              load_test: [{clients: 0, rtt: 1ms}, {name: a, clients: 3},
                {name: a, clients: 3, rtt: 1ms, from: yesterday}]
              deployment: [{schedule: cron(0 0 30 2 ? *)}, {schedule: rate(1 day), timezone: Mars,
                maximum_percent: 100}]
          """, request: "retries: {count: 0}",
        top: "alarms: [{name: x, signal: rds_cpu}, {name: x, signal: error_rate, threshold: 5,"
          + " datapoints_to_alarm: 2}]")
    }
    for part in [
      "slow_start must be 0s, which is off, or 30s to 900s, not 10s",
      "load_test[0].clients must be a whole number from 1", "needs `rtt` or `think_time` above 0",
      "two load tests are named `a`", "from must be a time in ISO 8601", "never fires",
      "timezone must be an IANA time zone", "no task can be replaced",
      "retries.count must be a whole number from 1 to 20", "threshold is required for `rds_cpu`",
      "two are named `x`", "datapoints_to_alarm must not be above evaluation_periods: 2 > 1",
    ] {
      #expect(found.contains { $0.contains(part) }, "\(part) in \(found)")
    }
  }

  @Test("What single requests are needed for is refused in fluid mode, whoever asks for it")
  func fluid() throws {
    let found = problems {
      try scenario(
        service: "load_test: {clients: 3, rtt: 1ms}", request: "retries: {count: 2}",
        top: "mode: fluid")
    }
    #expect(found.count == 2 && found.allSatisfy { $0.contains("at request level only") })
    let asked = try scenario(service: "load_test: {clients: 3, rtt: 1ms}")
    #expect(throws: InputError.self) { try asked.checkFluidMode() }
    #expect(throws: Never.self) { try scenario().checkFluidMode() }
  }
}
