/// Why a policy changes nothing, and goes on changing nothing while the capacity stays and every point
/// that its alarm compares is at least so high.
///
/// It holds whatever the cooldowns, the activities and the other policies do. Most minutes of a month
/// get such an answer, and need not ask for it again.
package struct StandingAnswer: Sendable, Equatable, BitwiseCopyable {
  package let reason: NotScaledReason
  /// The least point that it is given for, in the metric's unit; -∞ where all are low enough.
  package let least: Double

  package init(_ reason: NotScaledReason, whileAtLeast least: Double = -.infinity) {
    self.reason = reason
    self.least = least
  }
}
