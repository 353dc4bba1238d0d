/// Points a minute of one signal of one part of the system; `nil` where there is none.
package struct WatchSeries: Sendable {
  package let signal: WatchRule.Signal
  package let subject: String
  private let makePoints: @Sendable () -> AnyIterator<Double?>
  /// The threshold of rules that state none.
  package var objective: Double

  package init<Points: Sequence<Double?>>(
    signal: WatchRule.Signal, subject: String, objective: Double = 0,
    points: @autoclosure @escaping @Sendable () -> Points
  ) where Points: SendableMetatype, Points.Iterator: SendableMetatype {
    self.signal = signal
    self.subject = subject
    makePoints = { AnyIterator(points().makeIterator()) }
    self.objective = objective
  }

  /// One point after the other, made anew each time, so that no run has to hold its minutes.
  ///
  /// Shape: minutes of the run.
  package var points: AnyIterator<Double?> { makePoints() }
}
