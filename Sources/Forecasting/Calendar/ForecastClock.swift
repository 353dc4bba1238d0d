package import Units

/// The wall clock of a time zone, as two functions: this module holds no zones.
package struct ForecastClock: Sendable {
  /// The reading at an instant, as an instant of a calendar without zones.
  package let local: @Sendable (UTCTime) -> UTCTime
  /// The instant of a reading; one of the two where it comes twice.
  package let instant: @Sendable (UTCTime) -> UTCTime

  package init(
    local: @escaping @Sendable (UTCTime) -> UTCTime,
    instant: @escaping @Sendable (UTCTime) -> UTCTime
  ) {
    self.local = local
    self.instant = instant
  }
}
