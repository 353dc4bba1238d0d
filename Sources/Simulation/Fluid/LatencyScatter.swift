internal import Foundation
internal import Kernel

/// How far the latencies of a minute are from those of the steady state: bursts of arrivals and of
/// long requests make the waits of one minute, and few requests make its percentiles.
///
/// The mean wait of the minute is taken as lognormal with the relative variance of
/// `WaitingTime.minuteVariance`. Percentiles follow it as they do over the steady states, high ones
/// more: bursts are what they consist of. Their factors are medians over the simulated queues that
/// `minuteVariance` was fitted to; deviations of p50 and p95 come within a third. Minutes of overload,
/// whose waits the surplus decides, do not scatter.
struct LatencyScatter {
  /// Deviation of p50, p95 and p99 over the one that follows from the mean wait.
  private static let shares: [Double] = [0.78, 1.45, 2.1]
  private var variates: NormalVariates

  init(_ key: StreamKey) { variates = NormalVariates(key) }

  /// p50, p95 and p99 of one minute in seconds.
  ///
  /// - Parameters:
  ///   - wait: mean wait of the minute's expectation, in seconds.
  ///   - requests: how many the minute has.
  mutating func percentiles(
    of table: LatencyTable, atWait wait: Double, requests: Double
  ) -> SIMD4<Double> {
    let (burst, sample) = variates.pair()
    let relative = table.minuteVariance(atWait: wait)
    var values = SIMD4(repeating: 0.0)
    for (place, share) in Self.shares.enumerated() {
      // A minute is too short for its bursts to grow as long as those of weeks.
      let square = share * share * relative
      let variance = square / (1 + 1.5 * square)
      let factor = exp(variance.squareRoot() * burst - variance / 2)
      values[place] = table.percentiles(atWait: wait * factor)[place]
    }
    // Order statistics of an exponential tail: it falls to a tenth from p50 to p95, then to a fifth.
    let count = max(1, requests)
    let body = max(0, values[1] - values[0]) / log(10)
    let tail = max(0, values[2] - values[1]) / log(5)
    values[0] = max(0, values[0] + body * (1 / count).squareRoot() * sample)
    values[1] = max(values[0], values[1] + tail * (19 / count).squareRoot() * sample)
    values[2] = max(values[1], values[2] + tail * (99 / count).squareRoot() * sample)
    return values
  }
}
