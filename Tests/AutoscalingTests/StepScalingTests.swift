import Autoscaling
import Testing
import Units

@Suite("Step scaling")
struct StepScalingTests {
  private func policy(
    _ type: AdjustmentType, _ steps: [StepAdjustment], threshold: Double = 50, low: Bool = false
  ) -> StepScaling {
    StepScaling(
      alarm: AlarmConfiguration(
        name: low ? "low" : "high", metric: .cpu,
        comparison: low ? .lessThanOrEqualToThreshold : .greaterThanOrEqualToThreshold,
        threshold: threshold, evaluationPeriods: 1, datapointsToAlarm: 1,
        treatMissingData: .missing),
      adjustmentType: type, steps: steps)
  }

  private func observation(_ metric: Double, running: Int, desired: Int? = nil)
    -> ScalingObservation
  {
    ScalingObservation(
      alarm: 0, window: [metric], running: running, desired: desired ?? running, minCapacity: 1,
      maxCapacity: 100)
  }

  private let out = [
    StepAdjustment(lowerBound: 0, upperBound: 10, adjustment: 0),
    StepAdjustment(lowerBound: 10, upperBound: 20, adjustment: 10),
    StepAdjustment(lowerBound: 20, upperBound: nil, adjustment: 30),
  ]
  private let scaleIn = [
    StepAdjustment(lowerBound: -10, upperBound: 0, adjustment: 0),
    StepAdjustment(lowerBound: -20, upperBound: -10, adjustment: -10),
    StepAdjustment(lowerBound: nil, upperBound: -20, adjustment: -30),
  ]

  @Test(
    "The guide's percent steps around a threshold of 50 (C11)",
    arguments: [(60.0, 10, 11), (70.0, 11, 14), (40.0, 14, 13), (30.0, 13, 10)])
  func percentSteps(metric: Double, running: Int, expected: Int) {
    let policy = policy(
      .percentChangeInCapacity, metric > 50 ? out : scaleIn, low: metric < 50)
    #expect(policy.decide(observation(metric, running: running)) == .setDesired(expected))
  }

  @Test("Lower bounds belong to steps above the threshold, upper bounds to those below")
  func bounds() {
    let high = policy(.percentChangeInCapacity, out)
    #expect(high.decide(observation(59.999, running: 10)) == .none(.alreadyAtDesiredCapacity))
    #expect(high.decide(observation(50, running: 10)) == .none(.alreadyAtDesiredCapacity))
    let low = policy(.percentChangeInCapacity, scaleIn, low: true)
    #expect(low.decide(observation(40.001, running: 20)) == .none(.alreadyAtDesiredCapacity))
    #expect(low.decide(observation(30.001, running: 20)) == .setDesired(18))
    #expect(low.decide(observation(30, running: 20)) == .setDesired(14))
  }

  @Test(
    "Percentages round towards zero, but not to zero",
    arguments: [
      (10, 127, 12), (10, 3, 1), (67, 1, 1), (-29, 2, -1), (-10, 5, -1), (-20, 33, -6), (0, 9, 0),
    ])
  func rounding(percent: Int, base: Int, expected: Int) {
    #expect(policy(.percentChangeInCapacity, out).percentChange(percent, of: base) == expected)
  }

  @Test("MinAdjustmentMagnitude 2 turns 25 % of four tasks into two")
  func magnitude() {
    var policy = policy(.percentChangeInCapacity, out)
    policy.minAdjustmentMagnitude = 2
    #expect(policy.percentChange(25, of: 4) == 2)
    #expect(policy.percentChange(-25, of: 4) == -2)
    #expect(policy.percentChange(0, of: 4) == 0)
  }

  @Test("ChangeInCapacity 3 on five tasks gives eight, ExactCapacity 5 on three gives five")
  func otherTypes() {
    let change = policy(
      .changeInCapacity, [StepAdjustment(lowerBound: 0, upperBound: nil, adjustment: 3)])
    #expect(change.decide(observation(60, running: 5)) == .setDesired(8))
    let exact = policy(
      .exactCapacity, [StepAdjustment(lowerBound: 0, upperBound: nil, adjustment: 5)])
    #expect(exact.decide(observation(60, running: 3)) == .setDesired(5))
    #expect(exact.decide(observation(60, running: 5)) == .none(.alreadyAtDesiredCapacity))
    #expect(exact.decide(observation(60, running: 9)) == .setDesired(5))
  }

  @Test("Inside the cooldown the same step adds nothing, and +3 after +2 adds only one")
  func cooldown() {
    let policy = policy(
      .changeInCapacity,
      [
        StepAdjustment(lowerBound: 0, upperBound: 20, adjustment: 2),
        StepAdjustment(lowerBound: 20, upperBound: nil, adjustment: 3),
      ])
    for running in [4, 6] {
      var asked = observation(60, running: running, desired: 6)
      asked.scaleOutBase = 4
      #expect(policy.decide(asked) == .none(.alreadyAtDesiredCapacity))
      asked.window = [75]
      #expect(policy.decide(asked) == .setDesired(7))
    }
  }

  @Test("At the threshold itself, the step on the alarm's side counts, whatever their order")
  func atTheThreshold() {
    let steps = [
      StepAdjustment(lowerBound: nil, upperBound: 0, adjustment: -1),
      StepAdjustment(lowerBound: 0, upperBound: nil, adjustment: 2),
    ]
    for steps in [steps, steps.reversed()] {
      var high = policy(.changeInCapacity, steps)
      high.alarm.comparison = .greaterThanOrEqualToThreshold
      var asked = observation(high.alarm.threshold, running: 5)
      #expect(high.decide(asked) == .setDesired(7))
      var low = policy(.changeInCapacity, steps, low: true)
      low.alarm.comparison = .lessThanOrEqualToThreshold
      asked = observation(low.alarm.threshold, running: 5)
      #expect(low.decide(asked) == .setDesired(4))
    }
  }

  @Test("A bound that is met in decimals is met: 70.1 is 20 above 50.1, in the step from there on")
  func decimalBound() {
    let policy = policy(.changeInCapacity, out, threshold: 50.1)
    #expect(policy.decide(observation(70.1, running: 10)) == .setDesired(40))
    #expect(policy.decide(observation(70.099, running: 10)) == .setDesired(20))
  }

  @Test("A step in waits for its cooldown and for deployments, not for target tracking")
  func scaleInReasons() {
    let policy = policy(
      .changeInCapacity, [StepAdjustment(lowerBound: nil, upperBound: 0, adjustment: -1)],
      low: true)
    var asked = observation(20, running: 5)
    asked.othersAgreeToScaleIn = false
    asked.scaleOutBase = 4
    #expect(policy.decide(asked) == .setDesired(4))
    asked.isDeploymentInProgress = true
    #expect(policy.decide(asked) == .none(.targetServicePutResourceAsUnscalable))
    asked.desired = asked.maxCapacity + 3
    asked.running = asked.desired
    #expect(policy.decide(asked) == .none(.targetServicePutResourceAsUnscalable))
    asked.isDeploymentInProgress = false
    #expect(policy.decide(asked) == .setDesired(asked.maxCapacity))
    asked.isScaleInCoolingDown = true
    #expect(policy.decide(asked) == .none(.scaleInCooldown))
    #expect(policy.decide(observation(20, running: 1)) == .none(.alreadyAtMinCapacity))
  }

  @Test("Points are summed up by average, minimum or maximum")
  func aggregation() {
    var policy = policy(.percentChangeInCapacity, out)
    var asked = observation(0, running: 10)
    asked.window = [55, 75]
    #expect(policy.decide(asked) == .setDesired(11))
    policy.aggregation = .minimum
    #expect(policy.decide(asked) == .none(.alreadyAtDesiredCapacity))
    policy.aggregation = .maximum
    #expect(policy.decide(asked) == .setDesired(13))
  }

  @Test("The guide's steps are accepted; overlaps, gaps and missing open ends are named")
  func problems() {
    func step(_ lower: Double?, _ upper: Double?) -> StepAdjustment {
      StepAdjustment(lowerBound: lower, upperBound: upper, adjustment: 1)
    }
    #expect(StepAdjustment.problems(in: out).isEmpty)
    #expect(StepAdjustment.problems(in: scaleIn).isEmpty)
    #expect(StepAdjustment.problems(in: scaleIn + out).isEmpty)
    let refused: [([StepAdjustment], String)] = [
      ([], "at least one"),
      ([step(nil, nil)], "without bounds"),
      ([step(10, 0)], "ascend"),
      ([step(0, 10), step(5, nil)], "overlap"),
      ([step(0, 10), step(20, nil)], "gap"),
      ([step(0, 10)], "without an upper bound"),
      ([step(-10, 0)], "without a lower bound"),
      ((0..<20).map { step(Double($0), Double($0 + 1)) } + [step(20, nil)], "20 are allowed"),
    ]
    for (steps, words) in refused {
      let problems = StepAdjustment.problems(in: steps)
      #expect(problems.count == 1 && problems[0].contains(words), "\(problems)")
    }
  }
}
