package import Units

/// A time in which kinds of scaling are switched off (`SuspendedState` of a scalable target).
package struct ScalingSuspension: Sendable, Hashable {
  package enum Process: Sendable, Hashable, CaseIterable {
    case dynamicScalingIn, dynamicScalingOut, scheduled
  }

  package var processes: Set<Process>
  /// `nil`: from the start.
  package var from: UTCTime?
  /// `nil`: to the end.
  package var until: UTCTime?

  package init(processes: Set<Process>, from: UTCTime?, until: UTCTime?) {
    self.processes = processes
    self.from = from
    self.until = until
  }
}
