package import Units

/// A time in which tasks end before they are RUNNING: an image that cannot be pulled, a secret that is
/// not there.
///
/// ECS starts such tasks again at growing intervals (aws-autoscaling reference section 5.2).
package struct StartFailures: Sendable, Hashable {
  /// Share of the starts that fail, 0...1.
  package var share: Double
  /// `nil`: from the start.
  package var from: UTCTime?
  /// `nil`: to the end.
  package var until: UTCTime?

  package init(share: Double, from: UTCTime? = nil, until: UTCTime? = nil) {
    self.share = share
    self.from = from
    self.until = until
  }

  func holds(at time: UTCTime) -> Bool {
    from.map { $0 <= time } ?? true && until.map { time < $0 } ?? true
  }
}
