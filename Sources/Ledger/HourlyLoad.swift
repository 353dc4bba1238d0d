/// The load of one service per ledger hour, as the resources around it see it.
package struct HourlyLoad: Sendable, Hashable {
  /// Shape of both: the calendar's `hourCount`.
  package var requests: [Int64]
  /// Milliseconds during which requests were in progress, summed over requests.
  package var openMilliseconds: [Int64]

  package init(calendar: LedgerCalendar) {
    requests = [Int64](repeating: 0, count: calendar.hourCount)
    openMilliseconds = requests
  }

  package static func += (a: inout HourlyLoad, b: HourlyLoad) {
    for hour in a.requests.indices {
      a.requests[hour] += b.requests[hour]
      a.openMilliseconds[hour] += b.openMilliseconds[hour]
    }
  }
}
