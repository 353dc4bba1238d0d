/// The geometry of latency histograms: bins whose width is about 0.2 % of their value.
///
/// Each octave between 2⁻²⁴ s (60 ns) and 2¹⁶ s (18 h) has 512 equal bins, so a bin's index is a
/// shift of the number's bits. Values outside fall into the first or the last bin.
package enum LogarithmicBins {
  package static let count = 40 << 9
  @usableFromInline static let lowestBits = UInt64(1023 - 24) << 52

  /// The bin of a non-negative number of seconds.
  @inlinable @inline(__always)
  package static func index(of seconds: Double) -> Int {
    let offset = Int64(bitPattern: seconds.bitPattern &- lowestBits) &>> 43
    return Int(min(max(offset, 0), Int64(count - 1)))
  }

  /// The smallest value of a bin; `count` gives the end of the last one.
  package static func lowerBound(of index: Int) -> Double {
    Double(bitPattern: lowestBits + UInt64(index) << 43)
  }
}
