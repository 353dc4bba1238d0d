import Autoscaling
import Testing
import Units

/// Laws that every registered policy keeps; a new one is tested by being listed.
@Suite("Scaling policy conformance")
struct ScalingPolicyConformanceTests {
  @Test("Keys are distinct, in snake case, and find their policy")
  func keys() {
    let keys = ScalingPolicies.all.map { $0.key }
    #expect(Set(keys).count == keys.count)
    for policy in ScalingPolicies.all {
      #expect(policy.key.allSatisfy { $0 == "_" || $0.isLowercase })
      #expect(ScalingPolicies.named(policy.key).map { $0.key } == policy.key)
    }
    #expect(ScalingPolicies.named("nothing") == nil)
  }

  @Test("An example's alarms can fire, and its cooldowns do not run backwards")
  func alarms() {
    for type in ScalingPolicies.all {
      let policy = type.example
      #expect(!policy.name.isEmpty)
      for (index, alarm) in policy.alarms.enumerated() {
        #expect((1...alarm.evaluationPeriods).contains(alarm.datapointsToAlarm))
        #expect(policy.alarmName(index, service: "web").contains(alarm.name))
      }
      #expect(Set(policy.alarms.map(\.name)).count == policy.alarms.count)
      #expect(policy.agreementAlarm.map { policy.alarms.indices.contains($0) } ?? true)
      #expect(policy.scaleOutCooldown >= .zero && policy.scaleInCooldown >= .zero)
    }
  }

  @Test("Decisions stay within the bounds, change the count, and are the same when asked again")
  func decisions() {
    var random = SystemIndependentGenerator(state: 7)
    for type in ScalingPolicies.all {
      let policy = type.example
      for alarm in policy.alarms.indices {
        for _ in 0..<2000 {
          let observation = observation(alarm: alarm, using: &random)
          let decision = policy.decide(observation)
          #expect(decision == policy.decide(observation))
          guard case .setDesired(let count) = decision else { continue }
          #expect(count != observation.desired)
          #expect((observation.minCapacity...observation.maxCapacity).contains(count))
          #expect(policy.alarms[alarm].comparison.isHigh == (count > observation.desired))
        }
      }
    }
  }

  private func observation(
    alarm: Int, using random: inout SystemIndependentGenerator
  ) -> ScalingObservation {
    let least = Int.random(in: 0...4, using: &random)
    let most = Int.random(in: least...12, using: &random)
    let running = Int.random(in: least...most, using: &random)
    return ScalingObservation(
      alarm: alarm,
      window: (0..<Int.random(in: 1...15, using: &random)).map { _ in
        Double.random(in: 0...140, using: &random)
      },
      running: running, desired: Int.random(in: least...most, using: &random),
      minCapacity: least, maxCapacity: most,
      scaleOutBase: Bool.random(using: &random) ? nil : max(0, running - 1),
      isScaleOutInProgress: Bool.random(using: &random),
      isScaleInCoolingDown: Bool.random(using: &random),
      isDeploymentInProgress: Bool.random(using: &random),
      othersAgreeToScaleIn: Bool.random(using: &random))
  }
}

/// Numerical Recipes' 64-bit linear congruential generator: the same cases on every machine.
struct SystemIndependentGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}
