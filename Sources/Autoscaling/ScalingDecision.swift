/// The outcome of one invocation of a policy.
package enum ScalingDecision: Sendable, Hashable {
  /// A new desired count, different from the present one.
  case setDesired(Int)
  case none(NotScaledReason)
}

extension ScalingDecision {
  /// The same, with the forecast capacity as a floor for scale-in (aws-autoscaling reference section
  /// 4.2): a count above it may fall to it, but not further.
  ///
  /// - Parameters:
  ///   - floor: within the maximum.
  ///   - desired: the present desired count.
  package func keeping(atLeast floor: Int, desired: Int) -> ScalingDecision {
    guard case .setDesired(let target) = self, target < desired, target < floor else {
      return self
    }
    return floor < desired ? .setDesired(floor) : .none(.predictedCapacity)
  }
}
