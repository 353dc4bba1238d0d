/// The registry of scaling policies.
package enum ScalingPolicies {
  /// Every policy a scenario can name, in the order of the documentation.
  package static let all: [any ScalingPolicy.Type] = [
    TargetTracking.self,
    StepScaling.self,
    PredictiveScaling.self,
  ]

  /// The policy of that key; `nil` when there is none.
  package static func named(_ key: String) -> (any ScalingPolicy.Type)? {
    all.first { $0.key == key }
  }
}
