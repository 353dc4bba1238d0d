import Autoscaling
import Testing

@Suite("Answers that no metric changes")
struct StandingAnswerTests {
  @Test("are those that the policy gives, whatever the points")
  func agreesWithDecide() {
    var answers = 0
    var policy = TargetTracking(metric: .cpu, target: 70)
    for disableScaleIn in [false, true] {
      policy.disableScaleIn = disableScaleIn
      for alarm in [TargetTracking.highAlarm, TargetTracking.lowAlarm] {
        for (fewest, most) in [(2, 10), (0, 1), (3, 3)] {
          for running in 0...11 {
            for desired in 0...11 {
              let reason = policy.reasonWithoutMetric(
                alarm: alarm, running: running, desired: desired, bounds: fewest...most)
              guard let reason else { continue }
              answers += 1
              for value in [0.0, 1, 63, 70, 71, 100] {
                let observation = ScalingObservation(
                  alarm: alarm, window: [value, value, value], running: running,
                  desired: desired, minCapacity: fewest, maxCapacity: most,
                  scaleOutBase: running == 4 ? 3 : nil, isScaleInCoolingDown: running == 5)
                #expect(policy.decide(observation) == .none(reason))
              }
            }
          }
        }
      }
    }
    #expect(answers > 100)
  }
}
