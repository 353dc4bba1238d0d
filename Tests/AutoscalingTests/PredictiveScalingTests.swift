import Autoscaling
import Testing
import Units

@Suite("Predictive scaling: decisions")
struct PredictiveScalingTests {
  private func observation(
    load: Double?, desired: Int, min: Int = 1, max: Int = 40
  ) -> ScalingObservation {
    ScalingObservation(
      alarm: 0, window: [], running: desired, desired: desired, minCapacity: min,
      maxCapacity: max, predictedLoad: load)
  }

  private func policy(
    _ metric: ScalingMetric = .cpu, target: Double = 70, scales: Bool = true
  ) -> PredictiveScaling {
    var policy = PredictiveScaling(metric: metric, target: target)
    if scales { policy.mode = .forecastAndScale }
    return policy
  }

  @Test("AWS's defaults: watch only, five minutes ahead, within the maximum")
  func defaults() {
    let policy = PredictiveScaling(metric: .cpu, target: 70)
    #expect(policy.mode == .forecastOnly)
    #expect(policy.schedulingBufferTime == .seconds(300))
    #expect(policy.maxCapacityBreachBehavior == .honorMaxCapacity)
    #expect(policy.alarms.isEmpty && policy.agreementAlarm == nil)
  }

  @Test("Forecast 50, maximum 40, buffer 10 %: an effective maximum of 55 (section 4.2)")
  func raisedMaximum() {
    var policy = policy()
    #expect(policy.maxCapacity(forecast: 50, present: 40) == 40)
    policy.maxCapacityBreachBehavior = .increaseMaxCapacity
    policy.maxCapacityBuffer = 10
    #expect(policy.maxCapacity(forecast: 50, present: 40) == 55)
    // A forecast that comes near the maximum raises it too; 38 × 1.1 = 41.8.
    #expect(policy.maxCapacity(forecast: 38, present: 40) == 42)
    #expect(policy.maxCapacity(forecast: 36, present: 40) == 40)
    policy.maxCapacityBuffer = 0
    #expect(policy.maxCapacity(forecast: 50, present: 40) == 50)
  }

  @Test(
    "Capacity is the load over the target, rounded up, for each metric pair",
    arguments: [
      // Ten tasks at 56 %, two tasks' memory, 1,800 requests a minute.
      (ScalingMetric.cpu, 70.0, 560.0, 8), (.cpu, 70, 560.1, 9), (.memory, 80, 120, 2),
      (.requestCountPerTarget, 600, 1800, 3), (.requestCountPerTarget, 600, 0, 0),
    ])
  func capacity(metric: ScalingMetric, target: Double, load: Double, tasks: Int) {
    #expect(policy(metric, target: target).capacity(forLoad: load) == tasks)
  }

  @Test("It scales out to the forecast within the maximum, and never in")
  func decisions() {
    let policy = policy()
    #expect(policy.decide(observation(load: 560, desired: 3)) == .setDesired(8))
    #expect(policy.decide(observation(load: 560, desired: 3, max: 6)) == .setDesired(6))
    #expect(
      policy.decide(observation(load: 560, desired: 6, max: 6)) == .none(.alreadyAtMaxCapacity))
    for desired in 8...12 {
      #expect(
        policy.decide(observation(load: 560, desired: desired)) == .none(.alreadyAtDesiredCapacity))
    }
    #expect(policy.decide(observation(load: nil, desired: 3)) == .none(.insufficientHistory))
    #expect(
      policy.arithmetic(observation(load: 560, desired: 3, max: 6)) == "ceil(560 / 70) = 8; max = 6"
    )
  }

  @Test("ForecastOnly says what it would do")
  func forecastOnly() {
    let policy = policy(scales: false)
    #expect(policy.decide(observation(load: 560, desired: 3)) == .none(.forecastOnly))
    #expect(policy.decide(observation(load: 560, desired: 9)) == .none(.alreadyAtDesiredCapacity))
  }

  @Test("A forecast in force is a floor for scale-in, and for nothing else")
  func floor() {
    #expect(ScalingDecision.setDesired(3).keeping(atLeast: 5, desired: 8) == .setDesired(5))
    #expect(
      ScalingDecision.setDesired(3).keeping(atLeast: 5, desired: 5) == .none(.predictedCapacity))
    #expect(
      ScalingDecision.setDesired(3).keeping(atLeast: 6, desired: 5) == .none(.predictedCapacity))
    #expect(ScalingDecision.setDesired(6).keeping(atLeast: 5, desired: 8) == .setDesired(6))
    #expect(ScalingDecision.setDesired(6).keeping(atLeast: 9, desired: 4) == .setDesired(6))
    let nothing = ScalingDecision.none(.scaleInCooldown)
    #expect(nothing.keeping(atLeast: 5, desired: 8) == nothing)
  }
}
