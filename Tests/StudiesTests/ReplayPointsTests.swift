import Autoscaling
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("Phases and points of a replay")
struct ReplayPointsTests {
  @Test("Alarms of a policy with phases of its own keep them; the others keep the service's")
  func phases() throws {
    let outcome = try ReplayBench.replay(
      "cpu,memory", rows: Array(repeating: "90,90", count: 8),
      policy: """
        min: 1
        max: 9
        target_tracking:
          - {metric: cpu, target: 50, alarm_phases: {high: 7.25s, low: 31s}}
          - {metric: memory, target: 50, alarm_phases: {low: 12s}}
        alarm_phases: {high: 44s, low: 2s}
        """)
    let milliseconds: [Int64] = [7250, 31_000, 44_000, 12_000]
    #expect(outcome.alarms.map(\.phase) == milliseconds.map(SimDuration.milliseconds))
    let fired = outcome.transitions.filter { $0.to == .alarm }.map(\.time)
    #expect(fired == [.minute(5) + .milliseconds(7250), .minute(5) + .seconds(44)])
  }

  @Test("A phase that is not given is drawn, and leaves the given one alone")
  func onePhase() throws {
    let outcome = try ReplayBench.replay(
      "value", rows: ["90"],
      policy: """
        min: 1
        max: 9
        target_tracking: {metric: cpu, target: 50}
        alarm_phases: {high: 44s}
        """)
    #expect(outcome.alarms[0].phase == .seconds(44))
    #expect(outcome.alarms[1].phase < .minutes(1) && outcome.alarms[1].phase > .zero)
  }

  /// EC2 instances and bursting tasks report more than what a task asks for.
  @Test("Recorded points above 100 % are used as they are")
  func above100() throws {
    let policy = """
      min: 1
      max: 20
      initial: 2
      target_tracking: {metric: cpu, target: 50}
      alarm_phases: {high: 10s, low: 40s}
      """
    let asRecorded = try ReplayBench.replay(
      "value", rows: Array(repeating: "260", count: 7), policy: policy)
    #expect(asRecorded.activities.first?.arithmetic == "ceil(2 × 260 / 50) = 11")
    // Half as many tasks as were recorded would have been twice as busy, had 100 % allowed it.
    func last(_ value: String) throws -> String? {
      try ReplayBench.replay(
        "value", rows: Array(repeating: value, count: 7), policy: policy,
        running: "timestamp,value\n2026-09-01T00:00:00Z,4\n", model: .proportional
      ).activities.first?.arithmetic
    }
    #expect(try last("30") == "ceil(2 × 60 / 50) = 3")
    #expect(try last("80") == "ceil(2 × 100 / 50) = 4")
  }
}
