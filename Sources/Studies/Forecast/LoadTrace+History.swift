package import Forecasting
package import Units
package import Workload

extension LoadTrace {
  /// The trace as a history to forecast from, in steps of `step` seconds (its own when `nil`).
  ///
  /// An interval belongs to the step in which it begins; steps count whole multiples of `step` in
  /// UTC. A first and a last step that the trace covers in part are left out unless
  /// `keepsPartialEnds`. A step of which half or more was absent from the source is missing;
  /// elsewhere the gap rule has filled the hole.
  ///
  /// - Throws: `InputError.invalid` when `step` is no multiple of the trace's own, or too few
  ///   steps are left.
  /// - Complexity: O(intervals).
  package func history(
    step wanted: Int64? = nil, keepsPartialEnds: Bool = false
  ) throws(InputError) -> TimeSeries {
    let step = wanted ?? self.step
    guard step > 0, step % self.step == 0 else {
      throw .invalid([
        Problem(
          file: name, message: "steps of \(step) s; multiples of \(self.step) s are allowed")
      ])
    }
    if step == self.step {
      return try TimeSeries(name: name, start: start, step: step, values: counts, missing: gaps)
    }
    let steps = Steps(of: self, step: step, keepsPartialEnds: keepsPartialEnds)
    return try TimeSeries(
      name: name, start: steps.start, step: step, values: steps.values, missing: steps.missing)
  }
}

/// A trace summed to longer steps.
private struct Steps {
  let start: UTCTime
  let values: [Double]
  private(set) var missing: [Range<Int>] = []

  init(of trace: LoadTrace, step: Int64, keepsPartialEnds: Bool) {
    let ratio = Int(step / trace.step)
    let first = trace.start.secondsSinceEpoch.floorDivided(by: step)
    let into = trace.start.secondsSinceEpoch - first * step
    // How many intervals begin in the first step, and so where every other one lies.
    let inFirst = Int((step - into).ceilingDivided(by: trace.step))
    let offset = ratio - inFirst
    let count = (trace.counts.count + offset + ratio - 1) / ratio
    var sums = [Double](repeating: 0, count: count)
    for (index, value) in trace.counts.enumerated() { sums[(index + offset) / ratio] += value }
    var absent = [Int](repeating: 0, count: count)
    for index in trace.gaps.joined() { absent[(index + offset) / ratio] += 1 }
    let isLastWhole = (trace.counts.count + offset) % ratio == 0
    let skipped = keepsPartialEnds || offset == 0 ? 0 : 1
    let end = max(skipped, keepsPartialEnds || isLastWhole ? count : count - 1)
    start = UTCTime(secondsSinceEpoch: (first + Int64(skipped)) * step)
    values = Array(sums[skipped..<end])
    for index in values.indices where 2 * absent[index + skipped] >= ratio {
      if let last = missing.last, last.upperBound == index {
        missing[missing.count - 1] = last.lowerBound..<index + 1
      } else {
        missing.append(index..<index + 1)
      }
    }
  }
}
