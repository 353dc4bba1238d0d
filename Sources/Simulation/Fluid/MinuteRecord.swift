internal import Kernel
internal import Ledger

/// The minutes of a run that have ended: their rows, where somebody asks for latencies, and their
/// sums.
struct MinuteRecord {
  private let limits: RequestLimits
  /// Whether minutes have rows; else there are no latencies.
  let keepsRows: Bool
  private var latencies: LatencyRecord?
  private var rounding = ErrorRounding()
  /// Requests since the start, and those of ended minutes in whole numbers.
  private var requests = 0.0
  private var offered: Int64 = 0
  private(set) var rows = RowLog<MinuteLoad>()
  /// Kept up where no rows are; those may still change.
  private var sums: LoadTotals
  /// Latencies of the requests of all ended minutes, added up.
  private(set) var latencySeconds = 0.0

  /// - Parameters:
  ///   - sums: without minutes.
  ///   - key: of the scatter of latencies.
  init(_ model: FluidModel, sums: LoadTotals, key: StreamKey) {
    limits = model.limits
    self.sums = sums
    keepsRows = model.hasLatencies
    if model.hasLatencies { latencies = LatencyRecord(model, key: key) }
  }

  var runLatency: LatencySummary? { latencies?.summary }
  /// Requests whose latency is in `runLatency`; `nil` where none are kept.
  var measured: Double? { latencies?.allBins.reduce(0, +) }

  /// What all ended minutes add up to.
  ///
  /// - Complexity: O(minutes) where rows are kept, else O(1).
  var totals: LoadTotals {
    guard keepsRows else { return sums }
    var totals = sums
    for row in rows { totals.add(row) }
    return totals
  }

  /// Counts requests that come in the open minute.
  @inline(__always)
  mutating func arrive(_ count: Double) { requests += count }

  /// Ends a minute.
  ///
  /// - Parameter cpuPercent: in that minute, for its row.
  @inline(__always)
  mutating func close(_ minute: MinuteFlow, cpuPercent: Double?) {
    let total = Int64(requests + 0.5)
    let count = total - offered
    offered = total
    let open = Int64(minute.latencySeconds * 1000 + 0.5)
    latencySeconds += minute.latencySeconds
    if keepsRows {
      append(minute, count: count, open: open, cpuPercent: cpuPercent)
    } else {
      sums.add(offered: count, openMilliseconds: open)
    }
  }

  private mutating func append(
    _ minute: MinuteFlow, count: Int64, open: Int64, cpuPercent: Double?
  ) {
    var latency: LatencySummary?
    var overdue = 0.0
    if let closed = latencies?.close(minute) { (latency, overdue) = closed }
    let errors = rounding.errors(
      unavailable: minute.unavailable, unreachable: minute.unreachable, overdue: overdue,
      limits: limits, offered: count)
    rows.append(
      MinuteLoad(
        offered: count, errors: errors, latency: count > errors.unavailable ? latency : nil,
        openMilliseconds: open, cpuPercent: cpuPercent))
  }

  /// Counts requests that a stopped task took with it: 502, in the latest minutes that have served.
  mutating func lose(_ lost: Double) {
    var left = Int64(lost.rounded())
    var index = rows.count - 1
    while left > 0, index >= 0 {
      let part = min(left, rows[index].served)
      rows.change(at: index) { $0.errors.badGateway += part }
      left -= part
      index -= 1
    }
  }
}
