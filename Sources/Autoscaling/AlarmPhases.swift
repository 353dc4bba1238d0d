package import Units

/// Seconds into each minute at which alarms are evaluated; `nil` for those that the seed decides.
package struct AlarmPhases: Sendable, Hashable {
  package var high: SimDuration?
  package var low: SimDuration?

  package init(high: SimDuration? = nil, low: SimDuration? = nil) {
    self.high = high
    self.low = low
  }
}
