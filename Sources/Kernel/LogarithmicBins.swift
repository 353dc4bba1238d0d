/// The geometry of latency histograms: bins whose width is about 0.2 % of their value.
///
/// Each octave between 2⁻²⁴ s (60 ns) and 2¹⁶ s (18 h) has 512 equal bins, so a bin's index is a
/// shift of the number's bits. Values outside fall into the first or the last bin.
package enum LogarithmicBins {
  package static let count = 40 << 9
  private static let lowestBits = UInt64(1023 - 24) << 52

  /// The bits of a number that tell its bin apart, and those of the first bin.
  @inline(__always)
  static func pattern(of seconds: Double) -> UInt64 { seconds.bitPattern &>> 43 }
  static let firstPattern = Int(lowestBits >> 43)

  /// The bin of a non-negative number of seconds.
  @inline(__always)
  package static func index(of seconds: Double) -> Int {
    min(max(Int(pattern(of: seconds)) - firstPattern, 0), count - 1)
  }

  /// Whether no number of `range` is too small or too large to have a bin of its own.
  static func inside(_ range: ClosedRange<Double>) -> Bool {
    range.lowerBound >= lowerBound(of: 0) && range.upperBound < lowerBound(of: count)
  }

  /// The smallest value of a bin; `count` gives the end of the last one.
  package static func lowerBound(of index: Int) -> Double {
    Double(bitPattern: lowestBits + UInt64(index) << 43)
  }
}
