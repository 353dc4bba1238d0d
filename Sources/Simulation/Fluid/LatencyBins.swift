/// Coarse logarithmic bins for computed latency distributions: 16 to an octave, from 61 µs to
/// 2.3 h, so a bin is 3 to 6 % wide; quantiles are interpolated inside.
enum LatencyBins {
  static let count = 27 << 4
  private static let lowestBits = UInt64(1023 - 14) << 52

  @inline(__always)
  static func index(of seconds: Double) -> Int {
    let offset = Int64(bitPattern: seconds.bitPattern &- lowestBits) &>> 48
    return Int(min(max(offset, 0), Int64(count - 1)))
  }

  /// The smallest value of a bin, 0 for the first; `count` gives the end of the last one.
  static func lowerBound(of index: Int) -> Double {
    index == 0 ? 0 : Double(bitPattern: lowestBits + UInt64(index) << 48)
  }

  /// The values below which the given ascending shares of `weights` lie; `nil` without weight.
  static func quantiles(_ shares: [Double], of weights: [Double]) -> [Double]? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var result: [Double] = []
    var below = 0.0
    var index = 0
    for share in shares {
      let rank = share * total
      while index < count - 1, below + weights[index] < rank {
        below += weights[index]
        index += 1
      }
      let lower = lowerBound(of: index)
      let inside = weights[index] > 0 ? (rank - below) / weights[index] : 0
      result.append(
        lower + (lowerBound(of: index + 1) - lower) * min(max(inside, 0), 1))
    }
    return result
  }
}
