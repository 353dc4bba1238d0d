package import Units

/// What one alarm would have done over a run.
package struct WatchReport: Sendable, Hashable {
  package let rule: WatchRule
  /// The service, database or cache.
  package let subject: String
  /// In the signal's unit.
  package let threshold: Double
  /// Each time in ALARM, in order.
  package let episodes: [Episode]

  package struct Episode: Sendable, Hashable {
    package let start: SimTime
    /// `nil` where the run ended first.
    package let end: SimTime?
    /// The worst point from the first that was compared to the last.
    package let worst: Double
  }

  /// Seconds in ALARM up to `end`, that of the run.
  package func seconds(until end: SimTime) -> Double {
    episodes.reduce(0) { $0 + (($1.end ?? end) - $1.start).inSeconds }
  }
}
