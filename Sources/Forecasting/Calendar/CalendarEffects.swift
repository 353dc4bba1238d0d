internal import Glibc
internal import Units

/// How much more or less load days of a kind have than others, as factors by part of the day.
///
/// A ridge regression of the day table's residuals on one indicator a kind, of the day and of each
/// of its parts. A coefficient is kept where it is three and a half standard errors (a part's: four
/// and a half, since there are many) and a tenth from nothing, and a kind where the effect of
/// each of its days is foretold better by the other days of the kind than by no effect: validation
/// on the history itself, which needs two such days, for month ends three.
struct CalendarEffects {
  /// Logarithms of the factors by kind and part; `nil` for kinds without an effect.
  private let effects: [[Double]?]
  private let calendar: ForecastCalendar
  /// What was found, one sentence a kind.
  let remarks: [String]

  private static let dayBound = 3.5
  private static let partBound = 4.5
  /// Smaller effects, on the logarithm, are not worth a word.
  private static let smallest = 0.1
  /// The ridge penalty, in days: one day of a kind counts two thirds of what it shows.
  private static let penalty = 0.5
  /// The part of the errors without effects that may be left with them.
  private static let keptErrors = 0.85
  /// Effects beyond e³ are taken for e³.
  private static let largest = 3.0

  static let none = CalendarEffects(calendar: ForecastCalendar())

  private init(calendar: ForecastCalendar) {
    effects = Array(repeating: nil, count: DayKind.allCases.count)
    self.calendar = calendar
    remarks = []
  }

  /// Learns from a series whose start is a wall-clock reading; no effects without one.
  init(_ series: TimeSeries, filled values: [Double], calendar: ForecastCalendar) {
    guard let start = series.start,
      let table = DayTable(
        values: values, missing: series.missing, start: start, step: series.step,
        isOrdinary: { DayKind($0, holidays: calendar.holidays) == nil })
    else {
      self = CalendarEffects(calendar: calendar)
      return
    }
    var byKind = [[[Double]]](repeating: [], count: DayKind.allCases.count)
    var ordinary: [[Double]] = []
    for (day, residuals) in table.residuals.enumerated() {
      guard let residuals else { continue }
      let date = table.first.advanced(byDays: Int64(day))
      if let kind = DayKind(date, holidays: calendar.holidays) {
        byKind[kind.rawValue].append(residuals)
      } else {
        ordinary.append(residuals)
      }
    }
    let noise = Noise(ordinary, parts: table.parts)
    var remarks: [String] = []
    effects = DayKind.allCases.map { kind in
      let days = byKind[kind.rawValue]
      guard days.count >= kind.fewestDays, let effect = Self.effect(days, noise)
      else { return nil }
      remarks.append(Self.remark(kind, effect, days.count))
      return effect
    }
    self.calendar = calendar
    self.remarks = remarks
  }

  var isEmpty: Bool { effects.allSatisfy { $0 == nil } }

  /// The factors of `count` steps of `step` seconds from a wall-clock reading on.
  func factors(from start: UTCTime, step: Int64, count: Int) -> [Double] {
    var factors = [Double](repeating: 1, count: count)
    guard !isEmpty else { return factors }
    var date = start.date
    var effect = self.effect(date)
    for index in 0..<count {
      let time = start.advanced(bySeconds: Int64(index) * step)
      if time.date != date {
        date = time.date
        effect = self.effect(date)
      }
      if let effect {
        factors[index] = exp(effect[Int(time.secondOfDay) * effect.count / 86_400])
      }
    }
    return factors
  }

  /// Days ahead whose kind the history could not tell the effect of, where that is to be told.
  func unknownDays(from start: UTCTime, to end: UTCTime) -> [(CivilDate, DayKind)] {
    guard calendar.tellsUnknown else { return [] }
    var found: [(CivilDate, DayKind)] = []
    var date = start.date
    while UTCTime(date: date) < end {
      if let kind = DayKind(date, holidays: calendar.holidays), kind.rawValue < 3,
        effects[kind.rawValue] == nil
      {
        found.append((date, kind))
      }
      date = date.advanced(byDays: 1)
    }
    return found
  }

  private func effect(_ date: CivilDate) -> [Double]? {
    DayKind(date, holidays: calendar.holidays).flatMap { effects[$0.rawValue] }
  }
}

// MARK: - Estimation

extension CalendarEffects {
  /// Robust standard deviations of ordinary days: of their mean, and of each part.
  private struct Noise {
    let day: Double
    let parts: [Double]

    init(_ days: [[Double]], parts: Int) {
      func spread(_ value: ([Double]) -> Double) -> Double {
        var sizes = days.map { abs(value($0)) }
        return max(Statistics.median(&sizes) / 0.6745, 1e-3)
      }
      day = spread { Statistics.mean($0) }
      self.parts = (0..<parts).map { part in spread { $0[part] } }
    }
  }

  private static func effect(_ days: [[Double]], _ noise: Noise) -> [Double]? {
    let root = Double(days.count).squareRoot()
    let means = noise.parts.indices.map { part in Statistics.mean(days.map { $0[part] }) }
    let isWholeDay =
      abs(Statistics.mean(means)) > max(smallest, dayBound * noise.day / root)
    let whole = isWholeDay ? Statistics.mean(means) : 0
    let isOwn = means.indices.map {
      abs(means[$0] - whole) > max(smallest, partBound * noise.parts[$0] / root)
    }
    guard isWholeDay || isOwn.contains(true) else { return nil }
    func estimate(_ days: [[Double]]) -> [Double] {
      let share = Double(days.count) / (Double(days.count) + penalty)
      let means = noise.parts.indices.map { part in Statistics.mean(days.map { $0[part] }) }
      let whole = isWholeDay ? Statistics.mean(means) : 0
      return means.indices.map {
        min(max(share * (isOwn[$0] ? means[$0] : whole), -largest), largest)
      }
    }
    var (with, without) = (0.0, 0.0)
    for left in days.indices {
      let others = days.indices.filter { $0 != left }.map { days[$0] }
      for (part, foretold) in estimate(others).enumerated() where foretold != 0 {
        with += abs(days[left][part] - foretold)
        without += abs(days[left][part])
      }
    }
    return with < keptErrors * without ? estimate(days) : nil
  }

  private static func remark(_ kind: DayKind, _ effect: [Double], _ count: Int) -> String {
    let most = effect.max { abs($0) < abs($1) } ?? 0
    return "\(kind.plural) have \(Text.factor(exp(Statistics.mean(effect)))) times the load of "
      + "other days, up to \(Text.factor(exp(most))) times at some hours (\(count) were seen); "
      + "those ahead are forecast so"
  }
}
