/// How many tasks one scale-in of target tracking may remove.
///
/// Observed is one task an action (aws-autoscaling reference section 2.7).
package enum ScaleInStep: Sendable, Hashable {
  case tasks(Int)
  /// Down to what the metric asks for at once.
  case unlimited

  /// The fewest tasks that one action may leave of `running`.
  package func floor(running: Int) -> Int {
    switch self {
    case .tasks(let count): running - count
    case .unlimited: 0
    }
  }
}
