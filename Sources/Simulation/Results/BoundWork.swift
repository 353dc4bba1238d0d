internal import Ledger
internal import Units

/// What a target had of a minute's work.
package struct TargetMinute: Sendable, Hashable, BitwiseCopyable {
  package let task: TaskID
  /// Of the period, from 0.
  package let minute: Int32
  /// Requests that it was sent within the minute.
  package let requests: Int32
  /// Connections that were open at the minute's end.
  package let connections: Int32
  /// Connections that were cut within the minute.
  package let cut: Int32
}

/// What is known of a service whose work stays with its tasks: sticky sessions or connections.
package struct BoundWork: Sendable {
  /// By minute, then by task: those that requests could go to at the minute's end, and those that had
  /// requests or connections.
  package let targets: RowLog<TargetMinute>
  /// For how long connections were open within each minute, added up.
  package let openMilliseconds: RowLog<Int64>
  /// `nil` without long-lived connections.
  package let connections: ConnectionOutcome?
}

extension HourlyLoad {
  /// Adds the time for which connections stayed open after their requests: to the load balancer they
  /// are active as long.
  ///
  /// - Complexity: O(minutes).
  mutating func addConnections(of work: BoundWork, calendar: LedgerCalendar) {
    for (minute, milliseconds) in work.openMilliseconds.enumerated() {
      openMilliseconds[calendar.hourIndex(of: .minute(Int64(minute)))] += milliseconds
    }
  }
}
