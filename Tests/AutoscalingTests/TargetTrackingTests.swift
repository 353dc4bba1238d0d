import Autoscaling
import Testing
import Units

@Suite("Target tracking")
struct TargetTrackingTests {
  private func observation(
    alarm: Int = TargetTracking.highAlarm, window: [Double], running: Int, desired: Int? = nil,
    min: Int = 2, max: Int = 10
  ) -> ScalingObservation {
    ScalingObservation(
      alarm: alarm, window: window, running: running, desired: desired ?? running,
      minCapacity: min, maxCapacity: max)
  }

  private func low(_ value: Double, running: Int, desired: Int? = nil) -> ScalingObservation {
    observation(
      alarm: TargetTracking.lowAlarm, window: [value], running: running, desired: desired)
  }

  private let policy = TargetTracking(metric: .cpu, target: 70)

  @Test("The alarms are 3 of 3 above the target and 15 of 15 below nine tenths of it")
  func alarms() {
    let (high, low) = (policy.alarms[0], policy.alarms[1])
    #expect((high.threshold, high.evaluationPeriods, high.datapointsToAlarm) == (70, 3, 3))
    #expect((low.threshold, low.evaluationPeriods, low.datapointsToAlarm) == (63, 15, 15))
    #expect(high.comparison == .greaterThanThreshold && low.comparison == .lessThanThreshold)
  }

  @Test("Any breach adds a whole task: two tasks at 50.6 % of 50 % become three (C1)")
  func roundsUp() {
    let policy = TargetTracking(metric: .cpu, target: 50)
    #expect(
      policy.decide(observation(window: [50.696, 50.423, 51.027], running: 2)) == .setDesired(3))
  }

  @Test("A scale-out is the smallest count whose metric would not exceed the target")
  func proportional() {
    for running in 1...20 {
      for tenths in 701...1000 {
        let value = Double(tenths) / 10
        let asked = observation(window: [value], running: running, min: 1, max: 1000)
        guard case .setDesired(let wanted) = policy.decide(asked) else {
          Issue.record("\(running) tasks at \(value) % must scale out")
          continue
        }
        #expect(Double(running) * value / Double(wanted) <= 70 + 1e-9)
        #expect(Double(running) * value / Double(wanted - 1) > 70)
      }
    }
  }

  @Test("The value is the window's mean unless switched to the newest or the greatest point")
  func metricValue() {
    let asked = observation(window: [71, 140, 75], running: 2)
    var policy = policy
    #expect(policy.decide(asked) == .setDesired(3))
    policy.metricValue = .newest
    #expect(policy.decide(asked) == .setDesired(3))
    policy.metricValue = .max
    #expect(policy.decide(asked) == .setDesired(4))
    policy.metricValue = .mean
    #expect(policy.decide(observation(window: [60, 140, 130], running: 2)) == .setDesired(4))
  }

  @Test("During a scale-out and its cooldown only a larger need than before adds tasks")
  func scaleOutBase() {
    var asked = observation(window: [100], running: 3)
    asked.scaleOutBase = 2
    #expect(policy.decide(asked) == .none(.alreadyAtDesiredCapacity))
    asked.window = [106]
    #expect(policy.decide(asked) == .setDesired(4))
  }

  @Test("At the maximum the answer is AlreadyAtMaxCapacity")
  func maximum() {
    #expect(policy.decide(observation(window: [95], running: 10)) == .none(.alreadyAtMaxCapacity))
    #expect(policy.decide(observation(window: [95], running: 9)) == .setDesired(10))
  }

  @Test("A desired count below the minimum goes to the minimum first, one above the maximum back")
  func outsideBounds() {
    #expect(policy.decide(observation(window: [95], running: 1)) == .setDesired(2))
    #expect(policy.decide(low(1, running: 1)) == .none(.alreadyAtMinCapacity))
    #expect(policy.decide(low(1, running: 12)) == .setDesired(10))
    #expect(policy.decide(observation(window: [95], running: 12)) == .none(.alreadyAtMaxCapacity))
  }

  @Test("From no task at all the first step is one task")
  func fromZero() {
    #expect(
      policy.decide(observation(window: [900], running: 0, min: 0)) == .setDesired(1))
  }

  @Test("Scale-in takes one task, the configured number, or all that the metric allows")
  func scaleIn() {
    var policy = policy
    #expect(policy.decide(low(7, running: 8)) == .setDesired(7))
    policy.scaleInStep = .tasks(3)
    #expect(policy.decide(low(7, running: 8)) == .setDesired(5))
    policy.scaleInStep = .unlimited
    #expect(policy.decide(low(7, running: 8)) == .setDesired(2))
    #expect(policy.decide(low(35, running: 8)) == .setDesired(4))
  }

  @Test(
    "Two tasks need 35 % or less, three 46.6 %, before one can go",
    arguments: [(2, 35.0), (3, 46.6)])
  func flapping(running: Int, limit: Double) {
    var asked = low(limit, running: running)
    asked.minCapacity = 1
    #expect(policy.decide(asked) == .setDesired(running - 1))
    asked.window = [limit + 0.1]
    #expect(policy.decide(asked) == .none(.autoScalingAnticipatedFlapping))
  }

  @Test("From above the maximum a scale-in goes there first, unless something blocks scale-in")
  func returnToMaximum() {
    var above = low(69, running: 40, desired: 40)
    #expect(policy.decide(above) == .setDesired(above.maxCapacity))
    above.othersAgreeToScaleIn = false
    #expect(policy.decide(above) == .none(.otherPolicyNotReady))
    above.isDeploymentInProgress = true
    #expect(policy.decide(above) == .none(.targetServicePutResourceAsUnscalable))
    above.isScaleInCoolingDown = true
    #expect(policy.decide(above) == .none(.scaleInCooldown))
  }

  @Test("The low alarm's threshold is nine tenths in decimals", arguments: 1...99)
  func lowThreshold(target: Int) {
    let threshold = TargetTracking(metric: .cpu, target: Double(target)).alarms[1].threshold
    #expect(threshold == Double(target * 9) / 10)
  }

  @Test("The reasons against a scale-in come in AWS's order")
  func scaleInReasons() {
    var disabled = policy
    disabled.disableScaleIn = true
    #expect(disabled.decide(low(1, running: 5)) == .none(.scaleInDisabled))
    #expect(disabled.agreementAlarm == nil)
    #expect(policy.decide(low(1, running: 2)) == .none(.alreadyAtMinCapacity))
    #expect(policy.decide(low(1, running: 5, desired: 4)) == .none(.alreadyAtDesiredCapacity))
    var blocked = low(1, running: 5)
    blocked.othersAgreeToScaleIn = false
    #expect(policy.decide(blocked) == .none(.otherPolicyNotReady))
    blocked.isDeploymentInProgress = true
    #expect(policy.decide(blocked) == .none(.targetServicePutResourceAsUnscalable))
    blocked.scaleOutBase = 4
    #expect(policy.decide(blocked) == .none(.scaleOutCooldown))
    blocked.isScaleOutInProgress = true
    #expect(policy.decide(blocked) == .none(.activityInProgress))
    blocked.isScaleInCoolingDown = true
    #expect(policy.decide(blocked) == .none(.scaleInCooldown))
  }
}
