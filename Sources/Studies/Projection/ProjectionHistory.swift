internal import Forecasting
internal import Units
internal import Workload

extension LoadTrace {
  /// Requests in each whole clock hour of the trace, with the hours that it mostly lacks.
  func hourlySeries() throws(InputError) -> TimeSeries {
    let first = start.secondsSinceEpoch.ceilingDivided(by: 3600)
    let end = self.end.secondsSinceEpoch.floorDivided(by: 3600)
    guard
      let period = Period(
        start: UTCTime(secondsSinceEpoch: first * 3600),
        end: UTCTime(secondsSinceEpoch: end * 3600))
    else {
      throw .invalid([
        Problem(
          file: name, message: "holds no whole clock hour; a history of hours is needed")
      ])
    }
    let profile = try profile(over: period)
    let width = Int(3600 / profile.step)
    let counts = stride(from: 0, to: profile.expected.count, by: width).map { index in
      profile.expected[index..<index + width].reduce(0, +)
    }
    return try TimeSeries(
      name: name, start: period.start, step: 3600, values: counts,
      missing: missingHours(from: period.start, count: counts.count))
  }

  /// Hours of which more than half lie in gaps.
  private func missingHours(from start: UTCTime, count: Int) -> [Range<Int>] {
    var absent = [Int64](repeating: 0, count: count)
    let shift = self.start.seconds(since: start)
    for gap in gaps {
      var from = max(0, shift + Int64(gap.lowerBound) * step)
      let to = min(shift + Int64(gap.upperBound) * step, Int64(count) * 3600)
      while from < to {
        let end = min(to, (from / 3600 + 1) * 3600)
        absent[Int(from / 3600)] += end - from
        from = end
      }
    }
    var ranges: [Range<Int>] = []
    for hour in absent.indices where absent[hour] > 1800 {
      if let last = ranges.last, last.upperBound == hour {
        ranges[ranges.count - 1] = last.lowerBound..<hour + 1
      } else {
        ranges.append(hour..<hour + 1)
      }
    }
    return ranges
  }
}
