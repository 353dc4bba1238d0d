import Autoscaling
import Testing

@Suite("Standing answers")
struct StandingAnswerTests {
  @Test("are those that the policy gives, whatever the points that are high enough")
  func agreesWithDecide() {
    var answers = 0
    var policy = TargetTracking(metric: .cpu, target: 70)
    for disableScaleIn in [false, true] {
      policy.disableScaleIn = disableScaleIn
      for alarm in [TargetTracking.highAlarm, TargetTracking.lowAlarm] {
        for (fewest, most) in [(2, 10), (0, 1), (3, 3)] {
          for running in 0...11 {
            for desired in 0...11 {
              let answer = policy.standingAnswer(
                alarm: alarm, running: running, desired: desired, bounds: fewest...most)
              guard let answer else { continue }
              answers += 1
              let limit = max(answer.least, 0)
              for value in [0.0, 1, 63, 70, 71, 100, limit, limit.nextUp, limit + 1]
              where value >= answer.least {
                let observation = ScalingObservation(
                  alarm: alarm, window: [value, value, value], running: running,
                  desired: desired, minCapacity: fewest, maxCapacity: most,
                  scaleOutBase: running == 4 ? 3 : nil, isScaleInCoolingDown: running == 5)
                #expect(policy.decide(observation) == .none(answer.reason))
              }
            }
          }
        }
      }
    }
    #expect(answers > 100)
  }
}
