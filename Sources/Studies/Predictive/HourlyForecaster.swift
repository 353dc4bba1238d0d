internal import Forecasting
internal import Simulation
internal import Units

/// The forecasting core as predictive scaling uses it.
///
/// AWS does not publish its own algorithm. This takes the fast preset, whose point forecasts cost
/// well under a millisecond: a run of a month makes 120 of them for each policy.
struct HourlyForecaster: LoadForecaster {
  func forecast(_ history: [Double?], from start: UTCTime, hours: Int) -> [Double]? {
    guard let first = history.firstIndex(where: { $0 != nil }) else { return nil }
    let known = Array(history[first...])
    let day = 24
    if known.count < 2 * day {
      // Too short for any season to be learnt: the last day comes again.
      return (0..<hours).map { hour in
        let place = known.count - day + hour % day
        return (known.indices.contains(place) ? known[place] : nil) ?? 0
      }
    }
    let series = try? TimeSeries(
      name: "load", start: start.advanced(bySeconds: Int64(first) * 3600), step: 3600,
      values: known.map { $0 ?? 0 }, missing: Self.gaps(in: known))
    guard let series, let pending = try? Forecaster(preset: .fast).point(series, horizon: hours)
    else { return nil }
    return pending.point
  }

  private static func gaps(in values: [Double?]) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    for (index, value) in values.enumerated() where value == nil {
      if let last = gaps.last, last.upperBound == index {
        gaps[gaps.count - 1] = last.lowerBound..<index + 1
      } else {
        gaps.append(index..<index + 1)
      }
    }
    return gaps
  }
}
