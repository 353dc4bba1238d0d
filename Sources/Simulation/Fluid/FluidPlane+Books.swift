// What has flowed, counted beside the flow.
extension FluidPlane {
  /// Whole requests of minutes, and those of them that were refused, are each off by less than one.
  private static let rounding = 2.0

  package var books: RequestBooks? {
    RequestBooks(
      arrivals: arrivals, measured: latencies?.allBins.reduce(0, +),
      requestSeconds: requestSeconds + window.latencySeconds,
      latencySeconds: latencySeconds + minute.latencySeconds, rounding: Self.rounding)
  }

  /// Requests up to now by the profile alone.
  ///
  /// - Complexity: O(steps), a few thousand of them a microsecond.
  private var arrivals: Double {
    let (whole, part) = flowed.quotientAndRemainder(dividingBy: stepNanoseconds)
    let steps = min(Int(whole), expected.count)
    let lanes = SIMD8<Double>.scalarCount
    var sums = SIMD8<Double>(repeating: 0)
    for first in stride(from: 0, to: steps / lanes * lanes, by: lanes) {
      for lane in 0..<lanes { sums[lane] += expected[first + lane] }
    }
    var sum = sums.sum() + expected[(steps / lanes * lanes)..<steps].reduce(0, +)
    if steps < expected.count { sum += expected[steps] * Double(part) / Double(stepNanoseconds) }
    return sum * model.configuration.share
  }
}
