internal import Kernel

/// The requests of a minute or of a run: their sums, and the distribution of their latencies.
struct RequestTally: ~Copyable {
  private(set) var totals = RequestTotals()
  private var histogram = LatencyHistogram()

  /// Requests in the distribution.
  var measured: Int64 { Int64(histogram.total) }

  mutating func arrive(_ requests: Int) { totals.offered += Int64(requests) }

  mutating func retry() { totals.retries += 1 }

  mutating func count(_ outcome: RequestOutcome, _ requests: Int64) {
    totals.errors.add(outcome, requests)
  }

  /// Counts a request whose outcome its client knows.
  ///
  /// - Parameters:
  ///   - latency: seconds at the load balancer; `nil` for a request that was refused.
  ///   - network: seconds that its client waits beside that.
  mutating func end(_ outcome: RequestOutcome, latency: Double?, network: Double) {
    totals.errors.add(outcome, 1)
    guard let latency else { return }
    totals.measured += 1
    totals.latencySeconds += latency + network
    totals.networkSeconds += network
    totals.longest = max(totals.longest, latency + network)
    histogram.record(latency + network)
  }

  /// Counts the latencies of a run of requests, in seconds.
  mutating func record(_ latencies: UnsafePointer<Double>, count: Int, sums: borrowing BlockSums) {
    totals.measured += Int64(count)
    totals.latencySeconds += sums.latency
    totals.longest = max(totals.longest, sums.highest)
    histogram.record(latencies, count: count, within: sums.lowest...sums.highest)
  }

  /// Moves what `other` has here.
  mutating func absorb(_ other: inout RequestTally) {
    histogram.absorb(&other.histogram)
    totals.add(other.totals)
    other.totals = RequestTotals()
  }

  /// Leaves what has come so far out of the distribution.
  mutating func forgetLatencies() { histogram = LatencyHistogram() }

  /// - Parameter earlier: the sums when the distribution began.
  func latency(since earlier: RequestTotals = RequestTotals()) -> LatencySummary? {
    histogram.summary(of: totals, since: earlier)
  }

  /// - Parameters:
  ///   - inProgress: requests in progress, the mean over the minute.
  ///   - cpuPercent: of the running tasks; `nil` without any.
  func load(inProgress: Double, cpuPercent: Double?) -> MinuteLoad {
    MinuteLoad(
      offered: totals.offered, errors: totals.errors, latency: latency(),
      openMilliseconds: Int64((totals.openSeconds * 1000).rounded()), inProgress: inProgress,
      cpuPercent: cpuPercent)
  }
}
