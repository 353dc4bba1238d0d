/// What happened to one service in every minute of a run.
///
/// Rows are put together when they are asked for, from columns: 76 bytes a minute, half of what rows
/// would take.
package struct Timeline: Sendable, Hashable {
  private let loads: MinuteLog
  private let counts: [MinuteCounts]
  /// NaN for none; shorter than the others where the run ended before a point was published.
  private let published: [Double]

  package init(loads: MinuteLog, counts: [MinuteCounts], published: [Double]) {
    self.loads = loads
    self.counts = counts
    self.published = published
  }
}

extension Timeline: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { Swift.min(loads.count, counts.count) }

  package subscript(minute: Int) -> TimelineRow {
    let load = loads[minute]
    let count = counts[minute]
    let point = minute < published.count ? published[minute] : .nan
    return TimelineRow(
      minute: minute, offered: load.offered, served: load.served, errors: load.errors,
      cpuPercent: load.cpuPercent, publishedCPUPercent: point.isNaN ? nil : point,
      desired: Int(count.desired), running: Int(count.running), healthy: Int(count.healthy),
      latency: load.latency)
  }
}

/// The counts at the end of a minute.
package struct MinuteCounts: Sendable, Hashable {
  let desired: Int32
  let running: Int32
  let healthy: Int32

  package init(desired: Int, running: Int, healthy: Int) {
    self.desired = Int32(clamping: desired)
    self.running = Int32(clamping: running)
    self.healthy = Int32(clamping: healthy)
  }
}
