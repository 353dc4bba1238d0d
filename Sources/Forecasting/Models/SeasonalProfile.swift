/// The shape of a season over the last periods, at the level of the last hours.
struct SeasonalProfile: ForecastModel {
  enum Season: String { case day, week }
  /// How a period's shape is taken off its level, and put on again.
  enum Composition: String { case ratio, additive }
  /// How the periods' shapes become one.
  enum Average: Hashable {
    case median
    /// Each period back counts this much less; 1 for a plain mean.
    case weighted(Double)
  }

  let season: Season
  let composition: Composition
  let average: Average
  /// The days that tell the present level.
  let levelDays: Int

  var name: String {
    let mean =
      switch average {
      case .median: "median"
      case .weighted(let factor): "weights \(factor)"
      }
    return "\(season.rawValue) profile, \(composition.rawValue), \(mean), level of "
      + (levelDays == 1 ? "1 day" : "\(levelDays) days")
  }

  /// Periods of the history that are used at most.
  private var mostPeriods: Int { season == .week ? 8 : average == .median ? 14 : 28 }

  func fit(_ history: History) -> (any FittedModel)? {
    let period = season == .week ? history.seasons.week : history.seasons.day
    let levelSteps = levelDays * history.seasons.day
    let periods = min(mostPeriods, history.count / period)
    guard history.seasons.hasDay, periods >= 1, history.count >= levelSteps else { return nil }
    let used = Array(history.values.suffix(periods * period))
    guard let shape = shape(of: used, period: period, periods: periods) else { return nil }
    // The history ends where a period of `used` ends: the first step ahead is phase 0.
    let recent = history.values.suffix(levelSteps)
    let first = (period - levelSteps % period) % period
    let usual = (0..<levelSteps).reduce(0) { $0 + shape[(first + $1) % period] }
    if composition == .ratio {
      guard usual > 0 else { return nil }
      let level = recent.reduce(0, +) / usual
      return FormulaForecast { level * shape[$0 % period] }
    }
    let level = (recent.reduce(0, +) - usual) / Double(levelSteps)
    return FormulaForecast { level + shape[$0 % period] }
  }

  /// One value a phase; `nil` where a period has no load at all to take a ratio of.
  private func shape(of used: [Double], period: Int, periods: Int) -> [Double]? {
    var parts: [(part: ArraySlice<Double>, level: Double, weight: Double)] = []
    for index in 0..<periods {
      let part = used[index * period..<(index + 1) * period]
      let level = part.reduce(0, +) / Double(period)
      if composition == .ratio && level <= 0 { continue }
      var weight = 1.0
      if case .weighted(let factor) = average {
        for _ in 0..<periods - 1 - index { weight *= factor }
      }
      parts.append((part, level, weight))
    }
    guard !parts.isEmpty else { return nil }
    func relative(_ part: ArraySlice<Double>, _ phase: Int, _ level: Double) -> Double {
      let value = part[part.startIndex + phase]
      return composition == .ratio ? value / level : value - level
    }
    if average == .median {
      var column = [Double](repeating: 0, count: parts.count)
      return (0..<period).map { phase in
        for index in parts.indices {
          column[index] = relative(parts[index].part, phase, parts[index].level)
        }
        return Statistics.median(&column)
      }
    }
    let total = parts.reduce(0) { $0 + $1.weight }
    var shape = [Double](repeating: 0, count: period)
    for (part, level, weight) in parts {
      for phase in 0..<period { shape[phase] += weight / total * relative(part, phase, level) }
    }
    return shape
  }
}
