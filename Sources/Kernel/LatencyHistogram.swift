/// Counts of latencies in logarithmic bins, with quantiles interpolated inside a bin.
///
/// Not thread-safe; memory is `LogarithmicBins.count` words whatever is recorded.
package struct LatencyHistogram: ~Copyable {
  private let bins: UnsafeMutablePointer<UInt64>
  /// Bins that may be non-zero.
  private var lowest = LogarithmicBins.count
  private var highest = -1
  package private(set) var total: UInt64 = 0

  package init() {
    bins = .allocate(capacity: LogarithmicBins.count)
    bins.initialize(repeating: 0, count: LogarithmicBins.count)
  }

  deinit { bins.deallocate() }

  package mutating func record(_ seconds: Double) {
    let index = LogarithmicBins.index(of: seconds)
    bins[index] += 1
    include(index...index, adding: 1)
  }

  /// Records `count` values that all lie in `range`.
  package mutating func record(
    _ values: UnsafePointer<Double>, count: Int, within range: ClosedRange<Double>
  ) {
    if LogarithmicBins.inside(range) {
      // Where the bin of bit pattern zero would be: then an index is a shift.
      let origin = bins - LogarithmicBins.firstPattern
      for place in 0..<count {
        origin[Int(truncatingIfNeeded: LogarithmicBins.pattern(of: values[place]))] &+= 1
      }
    } else {
      for place in 0..<count { bins[LogarithmicBins.index(of: values[place])] &+= 1 }
    }
    include(
      LogarithmicBins.index(of: range.lowerBound)...LogarithmicBins.index(of: range.upperBound),
      adding: UInt64(count))
  }

  /// Says that `added` values were recorded in bins of `range`.
  private mutating func include(_ range: ClosedRange<Int>, adding added: UInt64) {
    lowest = min(lowest, range.lowerBound)
    highest = max(highest, range.upperBound)
    total += added
  }

  /// Moves all counts of `other` here and empties it.
  package mutating func absorb(_ other: inout LatencyHistogram) {
    guard other.total > 0 else { return }
    let source = other.bins
    for index in other.lowest...other.highest {
      bins[index] &+= source[index]
      source[index] = 0
    }
    include(other.lowest...other.highest, adding: other.total)
    other.lowest = LogarithmicBins.count
    other.highest = -1
    other.total = 0
  }

  /// The values in seconds below which the given shares of all counts lie.
  ///
  /// Shares are ascending and in (0, 1]; the result is `nil` when nothing was recorded.
  ///
  /// - Complexity: one pass over the bins from the lowest share's up. Latencies crowd in the upper
  ///   octaves, so it comes from above.
  package func quantiles(_ shares: [Double]) -> [Double]? {
    guard total > 0 else { return nil }
    var index = highest
    /// Values in the bins up to `index`.
    var upTo = total
    let descending = shares.reversed().map { share in
      let rank = share * Double(total)
      let least = UInt64(rank.rounded(.up))
      while index > lowest, upTo - bins[index] >= least {
        upTo -= bins[index]
        index -= 1
      }
      return value(ofRank: rank - Double(upTo - bins[index]), in: index)
    }
    return descending.reversed()
  }

  /// The value at `rank` of those in a bin, as if they were spread evenly over it.
  private func value(ofRank rank: Double, in index: Int) -> Double {
    let lower = LogarithmicBins.lowerBound(of: index)
    let width = LogarithmicBins.lowerBound(of: index + 1) - lower
    let inside = bins[index] == 0 ? 0 : rank / Double(bins[index])
    return lower + width * min(max(inside, 0), 1)
  }
}
