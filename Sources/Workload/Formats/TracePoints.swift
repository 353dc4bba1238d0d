/// Counts at instants, as a format read them: the raw material of a `LoadTrace`.
///
/// Columns of values rather than rows, since a trace may have millions of them.
package struct TracePoints: Sendable {
  /// Start of each interval, in seconds since 1970-01-01T00:00:00Z, in the order of the source.
  package private(set) var times: [Int64] = []
  /// Requests in each interval.
  package private(set) var counts: [Double] = []
  /// The interval's length where the format fixes it; otherwise the times tell it.
  package var step: Int64?
  /// What a user should know about the reading, one sentence each.
  package var notes: [String] = []
  private var lines: [UInt32] = []
  private var columns: [UInt32] = []

  package init() {}

  package mutating func append(time: Int64, count: Double, at place: TextPlace) {
    times.append(time)
    counts.append(count)
    lines.append(UInt32(clamping: place.line))
    columns.append(UInt32(clamping: place.column))
  }

  mutating func reserve(_ capacity: Int) {
    times.reserveCapacity(capacity)
    counts.reserveCapacity(capacity)
    lines.reserveCapacity(capacity)
    columns.reserveCapacity(capacity)
  }

  /// Where the time of a point stands in the source.
  func place(_ index: Int) -> TextPlace {
    TextPlace(line: Int(lines[index]), column: Int(columns[index]))
  }

  /// The same points in order of time; for sources that promise no order.
  package func sortedByTime() -> TracePoints {
    var sorted = TracePoints()
    sorted.step = step
    sorted.notes = notes
    sorted.reserve(times.count)
    // The index breaks ties, so that the order of equal times is that of the source.
    for index in times.indices.sorted(by: { (times[$0], $0) < (times[$1], $1) }) {
      sorted.append(time: times[index], count: counts[index], at: place(index))
    }
    return sorted
  }
}
