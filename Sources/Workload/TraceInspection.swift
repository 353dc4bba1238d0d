package import Units

/// What a load trace holds, at a glance.
package struct TraceInspection: Sendable {
  package let start: UTCTime
  package let end: UTCTime
  package let step: Int64
  package let intervals: Int
  package let gapIntervals: Int
  package let gapHours: Double
  /// Stretches without data, in their order; ends are excluded.
  package let gaps: [(start: UTCTime, end: UTCTime)]
  package let requests: Int64
  /// Requests per second over the whole range.
  package let meanRate: Double
  /// Requests per second within intervals, by share of the intervals: 0, 0.5, 0.9, 0.95, 0.99, 1.
  package let rateQuantiles: [(share: Double, rate: Double)]
  package let busiest: UTCTime

  package init(_ trace: LoadTrace) {
    start = trace.start
    end = trace.end
    step = trace.step
    intervals = trace.counts.count
    gapIntervals = trace.gaps.reduce(0) { $0 + $1.count }
    gaps = trace.gaps.map { gap in
      (
        trace.start.advanced(bySeconds: Int64(gap.lowerBound) * trace.step),
        trace.start.advanced(bySeconds: Int64(gap.upperBound) * trace.step)
      )
    }
    gapHours = Double(gapIntervals) * Double(trace.step) / 3600
    let total = trace.counts.reduce(0, +)
    requests = Int64(total.rounded())
    let step = Double(trace.step)
    meanRate = total / (step * Double(trace.counts.count))
    let sorted = trace.counts.sorted()
    rateQuantiles = [0, 0.5, 0.9, 0.95, 0.99, 1].map { share in
      (share, sorted[Int((share * Double(sorted.count - 1)).rounded())] / step)
    }
    let peak = trace.counts.indices.max { trace.counts[$0] < trace.counts[$1] } ?? 0
    busiest = trace.start.advanced(bySeconds: Int64(peak) * trace.step)
  }
}
