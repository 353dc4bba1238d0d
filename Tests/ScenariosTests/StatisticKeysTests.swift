import Autoscaling
import Scenarios
import Simulation
import Testing
import Units

@Suite("Keys of statistics over tasks")
struct StatisticKeysTests: ScenarioKeys {
  private func alarm(_ keys: String) -> String {
    "step_scaling: {alarm: {\(keys), comparison_operator: GreaterThanThreshold, threshold: 80},"
      + " step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 1}]}"
  }

  @Test("An alarm and a target may be on a statistic of the service's CPU")
  func statistics() throws {
    let web = try #require(
      try scenario(
        service: alarm("statistic: Maximum")
          + "\n    target_tracking: {metric: cpu, statistic: Minimum, target: 30}"
      ).services.first)
    let identities = web.policies.flatMap(\.alarms).map(\.identity)
    #expect(identities.map(\.statistic) == [.minimum, .minimum, .maximum])
    let plain = try #require(
      try scenario(service: alarm("statistic: Average")).services.first)
    #expect(plain.policies[0].alarms[0].identity == MetricIdentity(.cpu))
  }

  @Test("What a simulation does not know, or no target can hold, is refused")
  func statisticRefusals() {
    let memory = problems {
      try scenario(
        service: alarm("metric: memory, statistic: Maximum"), request: "memory: {base_mb: 9}")
    }
    #expect(memory.count == 1 && memory[0].hasPrefix("the Maximum of `memory` is one that only a"))
    let count = problems {
      try scenario(service: "target_tracking: {statistic: SampleCount, target: 3}")
    }
    #expect(
      count == [
        "services.web.target_tracking.statistic must not be SampleCount, which does not fall as tasks"
          + " are added"
      ])
    let sum = problems { try scenario(service: alarm("statistic: Sum")) }
    #expect(
      sum == [
        "services.web.step_scaling.alarm.statistic must be one of Average, Minimum, Maximum,"
          + " SampleCount with the metric `cpu`, not Sum"
      ])
    let fine = problems {
      try scenario(service: alarm("metric: cpu_high_resolution, statistic: Maximum"))
    }
    #expect(
      fine == [
        "services.web.step_scaling.alarm.statistic belongs to the metrics `cpu`, `memory` and"
          + " `custom`; with `cpu_high_resolution` it is not allowed"
      ])
  }

  @Test("Two targets may be on two statistics of a metric, and not on one")
  func twoTargets() throws {
    func targets(_ statistics: [String]) -> String {
      let policies = statistics.map { "{statistic: \($0), target: 50}" }
      return "target_tracking: [\(policies.joined(separator: ", "))]"
    }
    let web = try #require(
      try scenario(service: targets(["Average", "Maximum"])).services.first)
    #expect(web.policies.map(\.name) == ["cpu-target-tracking", "cpu Maximum-target-tracking"])
    let same = problems { try scenario(service: targets(["Maximum", "Maximum"])) }
    #expect(same.count == 1 && same[0].contains("two policies track `cpu Maximum`"))
  }
}
