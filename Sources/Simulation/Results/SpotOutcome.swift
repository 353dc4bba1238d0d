/// What Fargate Spot did to one service.
package struct SpotOutcome: Sendable, Hashable {
  /// Tasks that got the two-minute warning.
  package let interruptions: Int
  /// Launches that found no capacity, and the seconds that their tasks waited for it together.
  package let failedLaunches: Int
  package let waitingSeconds: Double

  package init(interruptions: Int, failedLaunches: Int, waitingSeconds: Double) {
    self.interruptions = interruptions
    self.failedLaunches = failedLaunches
    self.waitingSeconds = waitingSeconds
  }
}
