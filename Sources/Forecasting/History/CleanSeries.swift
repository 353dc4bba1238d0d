internal import Units

/// A history made ready for models: its last weeks, without holes and without what days of a
/// calendar have more or less than others.
struct CleanSeries {
  let values: [Double]
  /// What forecasts of the steps ahead are to be multiplied by for the calendar.
  let factorsAhead: [Double]
  let seasons: Seasons
  /// Steps of the source that were left out before `values`.
  let skipped: Int
  /// What was done, one sentence each.
  let remarks: [String]

  /// Weeks of history that are used at least where they are there.
  ///
  /// Load is forgotten: more weeks made no validated forecast better.
  private static let usedWeeks = 8

  /// - Parameter series: its start is a reading of the clock that the load follows.
  init(_ series: TimeSeries, horizon: Int, calendar: ForecastCalendar) {
    let seasons = Seasons(step: series.step)
    let used = max(
      Self.usedWeeks * (seasons.hasDay ? seasons.week : 168), 3 * horizon)
    let skipped = max(0, series.values.count - used)
    self.skipped = skipped
    self.seasons = seasons
    var remarks: [String] = []
    if skipped > 0 {
      remarks.append(
        "the last \(used) of \(series.values.count) steps are used; older load tells little")
    }
    var values = series.values
    if !series.missing.isEmpty {
      var filler = GapFiller(series, seasons: seasons)
      for gap in series.missing { filler.fill(gap) }
      values = filler.values
      let count = series.missing.reduce(0) {
        $0 + $1.clamped(to: skipped..<series.values.count).count
      }
      if count > 0 {
        remarks.append(
          "\(count) of the used steps were not observed; short gaps are bridged by a straight "
            + "line, others filled from the same hours of the weeks beside them")
      }
    }
    if let start = series.start, let end = series.end {
      let effects = CalendarEffects(series, filled: values, calendar: calendar)
      if !effects.isEmpty {
        let factors = effects.factors(from: start, step: series.step, count: values.count)
        for index in values.indices { values[index] /= factors[index] }
      }
      factorsAhead = effects.factors(from: end, step: series.step, count: horizon)
      remarks += effects.remarks
      let until = end.advanced(bySeconds: Int64(horizon) * series.step)
      remarks += effects.unknownDays(from: end, to: until).map { date, kind in
        "\(date) is one of the \(kind.plural); the history shows no effect of such days: it is "
          + "forecast as any other day"
      }
    } else {
      factorsAhead = Array(repeating: 1, count: horizon)
    }
    self.values = skipped > 0 ? Array(values.suffix(used)) : values
    self.remarks = remarks
  }
}

/// Puts plausible values where none were observed.
private struct GapFiller {
  private(set) var values: [Double]
  private let isObserved: [Bool]
  private let seasons: Seasons

  init(_ series: TimeSeries, seasons: Seasons) {
    values = series.values
    self.seasons = seasons
    var isObserved = [Bool](repeating: true, count: series.values.count)
    for index in series.missing.joined() { isObserved[index] = false }
    self.isObserved = isObserved
  }

  /// Fills a gap: up to a quarter of a day by a line, longer ones from the nearest observed week or
  /// day on either side.
  mutating func fill(_ gap: Range<Int>) {
    let before = gap.lowerBound > 0 ? values[gap.lowerBound - 1] : nil
    let after = gap.upperBound < values.count ? values[gap.upperBound] : nil
    let start = before ?? after ?? 0
    let end = after ?? start
    let isShort = gap.count <= max(1, seasons.day / 4)
    for index in gap {
      let alike = isShort ? [] : alikeValues(index)
      let share = Double(index - gap.lowerBound + 1) / Double(gap.count + 1)
      values[index] =
        alike.isEmpty ? start + (end - start) * share : Statistics.mean(alike)
    }
  }

  private func alikeValues(_ index: Int) -> [Double] {
    for period in [seasons.week, seasons.day] {
      let found = [index - period, index + period].filter {
        values.indices.contains($0) && isObserved[$0]
      }
      if !found.isEmpty { return found.map { values[$0] } }
    }
    return []
  }
}
