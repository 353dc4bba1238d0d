package import Units

/// A time in which an Availability Zone is gone, with every task in it.
package struct ZoneOutage: Sendable, Hashable {
  package var zone: String
  package var start: UTCTime
  package var duration: SimDuration

  package init(zone: String, start: UTCTime, duration: SimDuration) {
    self.zone = zone
    self.start = start
    self.duration = duration
  }
}

/// Tasks that protect themselves from scale-in, as workers do while they hold a job
/// (aws-autoscaling reference section 5.4).
package struct ScaleInProtection: Sendable, Hashable {
  /// ECS's bounds and default of `expiresInMinutes`.
  package static let allowed = SimDuration.minutes(1)...SimDuration.hours(48)
  package static let usual = SimDuration.hours(2)

  /// Share of the tasks that do, 0...1.
  package var share: Double
  /// From RUNNING on.
  package var duration: SimDuration

  package init(share: Double = 1, duration: SimDuration = usual) {
    self.share = share
    self.duration = duration
  }
}
