package import Autoscaling
package import Units

/// One entry of the scaling log: a change of desired count, or the reason why there was none.
package struct ScalingActivity: Sendable, Hashable {
  package let start: SimTime
  /// When the activity was successful or a newer one replaced it, `nil` if neither happened before
  /// the run ended; the last of the invocations for an entry that changed nothing.
  package let end: SimTime?
  package let policy: String
  /// AWS's wording of the cause, with the alarm that asked.
  package let cause: String
  package let fromDesired: Int
  package let toDesired: Int
  package let status: ScalingActivityStatus
  /// Set when nothing changed.
  package let notScaledReason: NotScaledReason?
  /// Minimum and maximum capacity when a policy was asked and changed nothing; else `nil`.
  package let bounds: ClosedRange<Int>?
  /// How many consecutive invocations had this same outcome; an alarm that stays in ALARM asks
  /// once a minute, and the log keeps one entry for a run of equal answers.
  package let occurrences: Int
  /// The policy's computation, such as `ceil(2 × 50.57 / 50) = 3`; set by a replay.
  package let arithmetic: String?

  package init(
    start: SimTime, end: SimTime?, policy: String, cause: String, fromDesired: Int,
    toDesired: Int, status: ScalingActivityStatus, notScaledReason: NotScaledReason?,
    bounds: ClosedRange<Int>? = nil, occurrences: Int, arithmetic: String? = nil
  ) {
    self.start = start
    self.end = end
    self.policy = policy
    self.cause = cause
    self.fromDesired = fromDesired
    self.toDesired = toDesired
    self.status = status
    self.notScaledReason = notScaledReason
    self.bounds = bounds
    self.occurrences = occurrences
    self.arithmetic = arithmetic
  }
}

/// Application Auto Scaling's activity states, and `notScaled` for an invocation without change.
package enum ScalingActivityStatus: String, Sendable, CaseIterable {
  case inProgress = "InProgress"
  case successful = "Successful"
  /// A newer activity replaced it before the service was steady.
  case overridden = "Overridden"
  /// The service was not steady in time: tasks could not be started, or not be stopped.
  case unfulfilled = "Unfulfilled"
  /// The bounds it was to set contradict each other.
  case failed = "Failed"
  case notScaled = "NotScaled"
}
