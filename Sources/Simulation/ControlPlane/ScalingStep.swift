internal import Units

/// A new desired count that a policy, a schedule or a forecast asks for.
struct ScalingStep {
  let target: Int
  /// Who asks: how the activity names it.
  let author: String
  let cause: String
  /// From the success of the activity on; `nil` for what neither begins a cooldown nor ends one.
  let cooldown: SimDuration?
  /// From the decision to the activity.
  var delay: SimDuration = .zero
  var arithmetic: String?
}
