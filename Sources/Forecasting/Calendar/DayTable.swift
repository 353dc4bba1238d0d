internal import Glibc
internal import Units

/// The logarithms of a load by day and part of the day, less the level and the shape of the week.
///
/// A day has 24 parts where steps are whole fractions of an hour, else a part a step.
struct DayTable {
  /// First day of the table.
  let first: CivilDate
  let parts: Int
  /// What each part of each whole day is above the usual, on the logarithm; `nil` for days that were
  /// not observed whole.
  let residuals: [[Double]?]

  /// Fewest days from which the usual can be told.
  private static let fewestDays = 42
  /// Days on either side of one that tell its level.
  private static let reach = 3

  /// `nil` for too few days or steps that do not divide one.
  ///
  /// - Parameters:
  ///   - start: wall-clock reading at which the first step begins.
  ///   - isOrdinary: whether a day tells what is usual.
  init?(
    values: [Double], missing: [Range<Int>], start: UTCTime, step: Int64,
    isOrdinary: (CivilDate) -> Bool
  ) {
    let seasons = Seasons(step: step)
    guard seasons.hasDay else { return nil }
    let parts = 3600 % step == 0 ? 24 : seasons.day
    let skipped = Int(((86_400 - start.secondOfDay) % 86_400).ceilingDivided(by: step))
    let days = (values.count - skipped) / seasons.day
    guard days >= Self.fewestDays else { return nil }
    let begin = start.advanced(bySeconds: Int64(skipped) * step).date
    let mean = Statistics.mean(values) * Double(seasons.day / parts)
    guard mean > 0 else { return nil }
    var isWhole = [Bool](repeating: true, count: days)
    for gap in missing {
      let range = gap.clamped(to: skipped..<skipped + days * seasons.day)
      guard !range.isEmpty else { continue }
      for day in (range.lowerBound - skipped) / seasons.day...(range.upperBound - 1 - skipped)
        / seasons.day
      {
        isWhole[day] = false
      }
    }
    let perPart = seasons.day / parts
    let logs = (0..<days).map { day in
      (0..<parts).map { part -> Double in
        let from = skipped + day * seasons.day + part * perPart
        return log(values[from..<from + perPart].reduce(0, +) + mean / 100)
      }
    }
    let usual = (0..<days).map { isWhole[$0] && isOrdinary(begin.advanced(byDays: Int64($0))) }
    first = begin
    self.parts = parts
    residuals = Self.residuals(logs, usual: usual)
      .enumerated().map { isWhole[$0.offset] ? $0.element : nil }
  }

  private static func residuals(
    _ logs: [[Double]], usual: [Bool]
  ) -> [[Double]] {
    let days = logs.count
    let means = logs.map { Statistics.mean($0) }
    func window(_ day: Int) -> Range<Int> {
      let start = min(max(0, day - reach), days - 2 * reach - 1)
      return start..<start + 2 * reach + 1
    }
    func median(_ indices: some Sequence<Int>, _ value: (Int) -> Double) -> Double? {
      var found = indices.filter { usual[$0] }.map(value)
      return found.isEmpty ? nil : Statistics.median(&found)
    }
    func alike(_ day: Int) -> StrideTo<Int> { stride(from: day % 7, to: days, by: 7) }
    // Every window holds each weekday once: its mean is free of the week's shape.
    let smooth: [Double] = (0..<days).map { Statistics.mean(means[window($0)]) }
    let weekdays: [Double] = (0..<7).map { phase in
      median(alike(phase)) { means[$0] - smooth[$0] } ?? 0
    }
    let levels: [Double] = (0..<days).map { day in
      median(window(day)) { means[$0] - weekdays[$0 % 7] } ?? smooth[day]
    }
    let parts = logs[0].count
    let shapes: [[Double]] = (0..<7).map { phase in
      (0..<parts).map { part -> Double in
        median(alike(phase)) { logs[$0][part] - levels[$0] } ?? weekdays[phase]
      }
    }
    var residuals = logs
    for day in 0..<days {
      for part in 0..<parts { residuals[day][part] -= levels[day] + shapes[day % 7][part] }
    }
    return residuals
  }
}
