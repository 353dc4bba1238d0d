package import Forecasting
package import Units
package import Workload

extension LoadTrace {
  /// The trace as a history to forecast from, in steps of `step` seconds (its own when `nil`).
  ///
  /// An interval belongs to the step in which it begins; steps count whole multiples of `step` in
  /// UTC. A first and a last step that the trace covers in part are left out. A step of which half
  /// or more was absent from the source is missing; elsewhere the gap rule has filled the hole.
  ///
  /// - Throws: `InputError.invalid` when `step` is no multiple of the trace's own, or too few
  ///   steps are left.
  /// - Complexity: O(intervals).
  package func history(step wanted: Int64? = nil) throws(InputError) -> TimeSeries {
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
    let steps = Steps(of: self, step: step)
    return try TimeSeries(
      name: name, start: steps.start, step: step, values: steps.values, missing: steps.missing)
  }
}

/// A trace summed to longer steps.
private struct Steps {
  let start: UTCTime
  var values: [Double]
  var missing: [Range<Int>] = []

  init(of trace: LoadTrace, step: Int64) {
    let ratio = Int(step / trace.step)
    let first = trace.start.secondsSinceEpoch.floorDivided(by: step)
    // Where a step begins inside the first interval's step, the trace has fewer than `ratio` of it.
    let into = trace.start.secondsSinceEpoch - first * step
    let inFirst = Int((step - into).ceilingDivided(by: trace.step))
    let skipped = inFirst < ratio ? inFirst : 0
    let count = max(0, trace.counts.count - skipped) / ratio
    start = UTCTime(secondsSinceEpoch: (first + (skipped > 0 ? 1 : 0)) * step)
    values = (0..<count).map { index in
      trace.counts[skipped + index * ratio..<skipped + (index + 1) * ratio].reduce(0, +)
    }
    var absent = [Int](repeating: 0, count: count)
    for interval in trace.gaps.joined() where interval >= skipped {
      let index = (interval - skipped) / ratio
      if index < count { absent[index] += 1 }
    }
    for index in absent.indices where 2 * absent[index] >= ratio {
      if let last = missing.last, last.upperBound == index {
        missing[missing.count - 1] = last.lowerBound..<index + 1
      } else {
        missing.append(index..<index + 1)
      }
    }
  }
}
