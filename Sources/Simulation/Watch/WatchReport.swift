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

/// Points a minute of one signal of one part of the system; `nil` where there is none.
package struct WatchSeries: Sendable {
  package let signal: WatchRule.Signal
  package let subject: String
  private let makePoints: @Sendable () -> [Double?]
  /// The threshold of rules that state none.
  package var objective: Double

  package init(
    signal: WatchRule.Signal, subject: String, objective: Double = 0,
    points: @autoclosure @escaping @Sendable () -> [Double?]
  ) {
    self.signal = signal
    self.subject = subject
    makePoints = points
    self.objective = objective
  }

  /// Made anew each time: a run has many series, and one is looked at at a time.
  ///
  /// Shape: minutes of the run.
  package var points: [Double?] { makePoints() }
}
