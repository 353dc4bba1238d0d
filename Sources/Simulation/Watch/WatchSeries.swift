/// Points a minute of one signal of one part of the system; `nil` where there is none.
package struct WatchSeries: Sendable {
  /// Calls its argument with every point in order.
  package typealias Pass = @Sendable (_ body: (Double?) -> Void) -> Void

  package let signal: WatchRule.Signal
  package let subject: String
  /// The threshold of rules that state none.
  package let objective: Double
  private let pass: Pass

  /// - Parameter pass: makes the points anew each time, so that no run has to hold its minutes.
  package init(
    signal: WatchRule.Signal, subject: String, objective: Double = 0, pass: @escaping Pass
  ) {
    self.signal = signal
    self.subject = subject
    self.objective = objective
    self.pass = pass
  }

  /// - Complexity: O(minutes of the run).
  package func forEachPoint(_ body: (Double?) -> Void) { pass(body) }
}
