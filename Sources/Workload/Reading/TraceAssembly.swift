internal import Units

/// Points of a source put on an even grid, with its gaps found and filled.
struct TraceAssembly {
  let start: UTCTime
  let step: Int64
  let counts: [Double]
  let gaps: [Range<Int>]

  /// Checks order, step and grid of `points` and fills the gaps; `nil` when there were problems.
  ///
  /// The step is the most frequent difference between neighbours (the smaller of two equally
  /// frequent ones); every other difference has to be a multiple of it, and what a longer one
  /// jumps over is a gap.
  ///
  /// - Complexity: O(points + intervals).
  static func assemble(
    _ points: TracePoints, gaps rule: GapRule, problems: inout ProblemList
  ) -> TraceAssembly? {
    guard problems.isEmpty else { return nil }
    guard let first = points.times.first, let last = points.times.last else {
      problems.add("there are no rows of data; two or more are allowed")
      return nil
    }
    checkOrder(points, problems: &problems)
    guard let step = step(of: points, problems: &problems), problems.isEmpty else { return nil }
    checkGrid(points, step: step, problems: &problems)
    let intervals = (last - first) / step + 1
    if intervals > LoadTrace.maximumIntervals {
      problems.add(
        "\(intervals) intervals of \(step) s from \(UTCTime(secondsSinceEpoch: first)) to "
          + "\(UTCTime(secondsSinceEpoch: last)); at most \(LoadTrace.maximumIntervals) "
          + "are allowed")
    }
    guard problems.isEmpty else { return nil }
    let (counts, gaps) = fill(points, step: step, rule: rule, problems: &problems)
    guard problems.isEmpty else { return nil }
    return TraceAssembly(
      start: UTCTime(secondsSinceEpoch: first), step: step, counts: counts, gaps: gaps)
  }

  private static func checkOrder(_ points: TracePoints, problems: inout ProblemList) {
    let times = points.times
    for index in times.indices.dropFirst() where times[index] <= times[index - 1] {
      let time = UTCTime(secondsSinceEpoch: times[index])
      let before = UTCTime(secondsSinceEpoch: times[index - 1])
      problems.add(
        times[index] == times[index - 1]
          ? "the time \(time) is there twice; each interval once is allowed"
          : "the time \(time) is before \(before) of the row above; rising times are allowed",
        at: points.place(index))
    }
  }

  private static func step(of points: TracePoints, problems: inout ProblemList) -> Int64? {
    if let step = points.step { return step }
    guard points.times.count > 1 else {
      problems.add(
        "there is a single row, which does not tell the step; two or more rows are allowed",
        at: points.place(0))
      return nil
    }
    guard let step = usualDifference(points.times) else { return nil }
    guard LoadTrace.allowedSteps.contains(step) else {
      problems.add(
        "the usual step is \(step) s; 1 s to 3600 s (one hour) is allowed", at: points.place(1))
      return nil
    }
    return step
  }

  /// The most frequent positive difference, the smallest of those; `nil` where there is none.
  private static func usualDifference(_ times: [Int64]) -> Int64? {
    var frequencies: [Int64: Int] = [:]
    var run: (difference: Int64, length: Int) = (0, 0)
    for index in times.indices.dropFirst() {
      let difference = times[index] - times[index - 1]
      if difference == run.difference {
        run.length += 1
      } else {
        // Counting runs spares a look-up a row: most traces are one long run.
        if run.difference > 0 { frequencies[run.difference, default: 0] += run.length }
        run = (difference, 1)
      }
    }
    if run.difference > 0 { frequencies[run.difference, default: 0] += run.length }
    return frequencies.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  private static func checkGrid(_ points: TracePoints, step: Int64, problems: inout ProblemList) {
    let times = points.times
    for index in times.indices.dropFirst() {
      let difference = times[index] - times[index - 1]
      if difference == step || difference % step == 0 { continue }
      problems.add(
        "the time is \(difference) s after the row before; the usual step is \(step) s, "
          + "so multiples of \(step) s are allowed",
        at: points.place(index))
    }
  }
}

// MARK: - Gaps

extension TraceAssembly {
  private static func fill(
    _ points: TracePoints, step: Int64, rule: GapRule, problems: inout ProblemList
  ) -> (counts: [Double], gaps: [Range<Int>]) {
    let times = points.times
    guard let first = times.first, let last = times.last else { return ([], []) }
    // Both ends stand: an unbroken trace is its counts, without a copy.
    if (last - first) / step + 1 == Int64(times.count) { return (points.counts, []) }
    var counts = [Double](repeating: 0, count: Int((last - first) / step) + 1)
    var gaps: [Range<Int>] = []
    var expected = 0
    for (index, time) in times.enumerated() {
      let slot = Int((time - first) / step)
      counts[slot] = points.counts[index]
      if slot > expected {
        gaps.append(expected..<slot)
        close(expected..<slot, in: &counts, rule: rule)
        if rule == .error {
          let absent = slot - expected
          problems.add(
            "\(absent) \(absent == 1 ? "interval" : "intervals") of \(step) s "
              + "from \(UTCTime(secondsSinceEpoch: first + Int64(expected) * step)) absent "
              + "before this row; no gap is allowed with --gaps error",
            at: points.place(index))
        }
      }
      expected = slot + 1
    }
    return (counts, gaps)
  }

  /// Fills a gap between two intervals that are there; a gap never stands at an end.
  private static func close(_ gap: Range<Int>, in counts: inout [Double], rule: GapRule) {
    let before = counts[gap.lowerBound - 1]
    let after = counts[gap.upperBound]
    for index in gap {
      switch rule {
      case .zero, .error: counts[index] = 0
      case .hold: counts[index] = before
      case .interpolate:
        let share = Double(index - gap.lowerBound + 1) / Double(gap.count + 1)
        counts[index] = before * (1 - share) + after * share
      }
    }
  }
}
