import Autoscaling
import Simulation
import Studies
import Testing
import Units

@Suite("Desired counts that no policy has asked for")
struct ReplayDesiredCountTests {
  private static let idle = [Double?](repeating: 30, count: 5) + [Double?](repeating: 10, count: 40)

  private static func policy(
    initial: Int = 3, min: Int = 1, max: Int = 20, more: String = ""
  ) -> String {
    """
    min: \(min)
    max: \(max)
    initial: \(initial)
    target_tracking: {metric: cpu, target: 50}
    alarm_phases: {high: 10s, low: 40s}
    \(more)
    """
  }

  @Test(
    "A recorded running count that outlasts draining is the desired one, from its own second on")
  func runningCount() throws {
    let outcome = try ReplayBench.replay(
      Self.idle, policy: Self.policy(),
      running: ReplayBench.counts("value", [(0, "3"), (4, "8")]))
    // It holds for 300 s of draining, 30 s to stop and a minute; the fifteenth low point is that of
    // minute 14, seen at minute 17.
    #expect(outcome.desiredChanges == [DesiredChange(240, 3, 8), DesiredChange(1060.2, 8, 7)])
    #expect(outcome.activities.first { $0.toDesired == 8 }?.status == .successful)
  }

  @Test("A recorded desired count holds from its own second on, and three minutes after a decision")
  func desiredCount() throws {
    let outcome = try ReplayBench.replay(
      Self.idle, policy: Self.policy(),
      running: ReplayBench.counts("running,desired", [(0, "3,3"), (4, "8,8"), (9, "8,8")]))
    #expect(
      outcome.desiredChanges.prefix(3) == [
        DesiredChange(240, 3, 8), DesiredChange(1060.2, 8, 7),
        DesiredChange(1060 + 180, 7, 8),
      ])
  }

  @Test("A task that is replaced, or a whole set of them, is no change of the desired count")
  func otherCounts() throws {
    let replaced = try ReplayBench.replay(
      Self.idle, policy: Self.policy(min: 3),
      running: ReplayBench.counts("value", [(0, "3"), (4, "2"), (8, "3")]))
    #expect(replaced.desiredChanges.isEmpty)
    let deployed = try ReplayBench.replay(
      Self.idle,
      policy: Self.policy(
        min: 3,
        more:
          #"deployment: {schedule: "at(2026-09-01T00:04:00)", type: blue_green, bake_time: 12m}"#),
      running: ReplayBench.counts("value", [(0, "3"), (5, "6"), (17, "3")]))
    #expect(deployed.desiredChanges.isEmpty)
  }

  @Test("A deployment's bulge leaves the desired count; one that lasts is a change by hand")
  func bulge() throws {
    func changes(until end: Int) throws -> [DesiredChange] {
      try ReplayBench.replay(
        Self.idle, policy: Self.policy(min: 3),
        running: ReplayBench.counts("value", [(0, "3"), (4, "6"), (end, "3")])
      ).desiredChanges
    }
    #expect(try changes(until: 18).isEmpty)
    #expect(try changes(until: 20).first == DesiredChange(240, 3, 6))
  }

  @Test("Tasks that find no room leave the desired count as the policy asked for it")
  func shortage() throws {
    let busy = [Double?](repeating: 30, count: 5) + [Double?](repeating: 80, count: 3)
    let outcome = try ReplayBench.replay(
      busy + [Double?](repeating: 48, count: 40), policy: Self.policy(min: 3),
      running: ReplayBench.counts("value", [(0, "3"), (12, "4")]))
    #expect(outcome.desiredChanges == [DesiredChange(610.2, 3, 5)])
    #expect(outcome.activities.first { $0.toDesired == 5 }?.status == .inProgress)
  }

  @Test("A running count that does not follow a decision leaves it as it is")
  func unfollowed() throws {
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 80, count: 45), policy: Self.policy(),
      running: ReplayBench.counts("value", [(0, "3")]))
    #expect(outcome.desiredChanges == [DesiredChange(310.2, 3, 5)])
  }

  @Test("Set by hand above the maximum, the next scale-in goes to the maximum")
  func above() throws {
    let change = #"desired_count_changes: {schedule: "at(2026-09-01T00:05:00)", desired_count: 12}"#
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 10, count: 30), policy: Self.policy(max: 10, more: change))
    #expect(
      outcome.desiredChanges.prefix(2) == [
        DesiredChange(300, 3, 12), DesiredChange(1060.2, 12, 10),
      ]
    )
  }

  @Test("Set by hand below the minimum, the next scale-out goes to the minimum first, then on")
  func below() throws {
    let change = #"desired_count_changes: {schedule: "at(2026-09-01T00:10:00)", desired_count: 1}"#
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 48, count: 20) + [Double?](repeating: 80, count: 20),
      policy: Self.policy(min: 3, more: change))
    // High points of minutes 20 to 22 are seen at minute 25.
    #expect(
      outcome.desiredChanges.prefix(2) == [DesiredChange(600, 3, 1), DesiredChange(1510.2, 1, 3)])
    #expect(outcome.desiredChanges.count > 2)
  }

  private static let busy = """
    min: 1
    max: 20
    initial: 4
    target_tracking: {metric: cpu, target: 60}
    alarm_phases: {high: 15s, low: 40s}
    """
  /// 90 % from minute 16 on: the third point is seen at 21:15.
  private static let load =
    [Double?](repeating: 50, count: 16) + [Double?](repeating: 90, count: 9)

  @Test("No decision comes from a count that somebody has changed before it")
  func changedBefore() throws {
    // Asked for eight at 20:00, of which the new ones run from 23:00 on: 4 x 90 / 60 is no more.
    let outcome = try ReplayBench.replay(
      Self.load, policy: Self.busy,
      running: ReplayBench.counts("running,desired", [(0, "4,4"), (20, "4,8"), (23, "8,8")]))
    #expect(
      outcome.desiredChanges.prefix(2) == [
        DesiredChange(1200, 4, 8), DesiredChange(23 * 60 + 15.2, 8, 12),
      ])
    #expect(
      outcome.activities.first { $0.start.seconds == 1275 }?.notScaledReason
        == .alreadyAtDesiredCapacity)
  }

  @Test("A policy whose count somebody takes back acts again in the same minute")
  func takenBack() throws {
    // A row a minute counts from its end on.
    let outcome = try ReplayBench.replay(
      Self.load, policy: Self.busy,
      running: ReplayBench.counts(
        "running,desired", [(0, "4,4"), (22, "4,6"), (23, "4,4"), (24, "4,6")]))
    #expect(
      outcome.desiredChanges.prefix(3) == [
        DesiredChange(21 * 60 + 15.2, 4, 6), DesiredChange(24 * 60, 6, 4),
        DesiredChange(24 * 60 + 15.2, 4, 6),
      ])
  }
}
