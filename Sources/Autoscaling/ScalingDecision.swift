/// The outcome of one invocation of a policy.
package enum ScalingDecision: Sendable, Hashable {
  /// A new desired count, different from the present one.
  case setDesired(Int)
  case none(NotScaledReason)
}
