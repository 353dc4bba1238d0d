internal import DequeModule
internal import Kernel

/// A minute whose requests are not all answered yet.
final class OpenMinute {
  var totals = RequestTotals()
  var histogram = LatencyHistogram()
  /// Of its requests, those that are still open.
  var unresolved = 0
  /// The mean over the minute; known once it is over.
  var inProgress = 0.0
  /// Percent of the tasks' CPU; known, where tasks ran, once the minute is over.
  var cpuPercent: Double?

  func load() -> MinuteLoad {
    MinuteLoad(
      offered: totals.offered, errors: totals.errors,
      latency: histogram.summary(of: totals),
      openMilliseconds: Int64((totals.openSeconds * 1000).rounded()), inProgress: inProgress,
      cpuPercent: cpuPercent)
  }
}

/// The minutes of a run in which requests count where they arrived, whenever they are answered.
struct OpenMinutes: ~Copyable {
  private(set) var closed = RowLog<MinuteLoad>()
  /// From `first` on up to the present one.
  private var older = Deque<OpenMinute>()
  private var first = 0
  /// Of minutes that are complete.
  private(set) var totals = RequestTotals()
  private var histogram = LatencyHistogram()

  /// The minute that runs, and its number.
  private(set) var present = OpenMinute()
  private(set) var current = 0

  subscript(minute: Int) -> OpenMinute { minute == current ? present : older[minute - first] }

  /// Ends the present minute and begins the next one.
  mutating func close(cpuPercent: Double?, requestSeconds: Double) {
    present.inProgress = requestSeconds / 60
    present.cpuPercent = cpuPercent
    closed.append(present.load())
    older.append(present)
    present = OpenMinute()
    current += 1
    complete()
  }

  /// Requests so far that repeat a failed one.
  var retries: Int64 {
    older.reduce(totals.retries + present.totals.retries) { $0 + $1.totals.retries }
  }

  /// Requests of the complete minutes with a latency.
  var measured: Int64 { Int64(histogram.total) }

  /// Of the complete minutes since `warmUp`.
  func latency(since warmUp: RequestTotals) -> LatencySummary? {
    histogram.summary(of: totals, since: warmUp)
  }

  /// Leaves the complete minutes out of `latency`.
  mutating func endWarmUp() -> RequestTotals {
    histogram = LatencyHistogram()
    return totals
  }

  /// Puts the minutes whose requests are all answered among those that stay as they are.
  mutating func complete() {
    while let first = older.first, first.unresolved == 0 { completeFirst() }
  }

  private mutating func completeFirst() {
    let minute = older.removeFirst()
    let load = minute.load()
    closed.change(at: first) { $0 = load }
    totals.add(minute.totals)
    histogram.absorb(&minute.histogram)
    first += 1
  }
}
