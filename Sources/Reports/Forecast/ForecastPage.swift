package import Forecasting
internal import Units

/// A forecast for people: a row a step, or a row a day where there are many.
package enum ForecastPage {
  /// More rows than these become days.
  private static let mostRows = 72
  /// Paths behind the bounds of a day's total, which no bounds of its hours tell.
  private static let paths = 1000

  package static func lines(
    _ forecast: Forecast, levels: [Double], style: TerminalStyle = .plain
  ) -> [String] {
    var lines = [
      "\(forecast.name): \(LoadUnit.name(step: forecast.step)), \(forecast.horizon) steps ahead",
      "",
    ]
    let stepsPerDay = max(1, Int(86_400 / forecast.step))
    lines +=
      forecast.horizon > mostRows && forecast.horizon >= 2 * stepsPerDay
      ? days(forecast, levels: levels, stepsPerDay: stepsPerDay, style: style)
      : steps(forecast, levels: levels, style: style)
    lines.append("")
    lines.append(Sparkline.text(forecast.point, width: 72, ascii: !style.hasUnicode))
    lines.append("")
    lines.append("models: \(forecast.members.count), the most weight on")
    for share in forecast.members.prefix(3) {
      lines.append("  \(Figures.fixed(share.weight * 100, decimals: 1)) %  \(share.model)")
    }
    for remark in forecast.remarks { lines += wrapped("note: " + remark, indent: "  ") }
    return lines
  }

  private static func columns(_ first: String, _ levels: [Double]) -> [TextTable.Column] {
    [.text(first), .number("forecast")]
      + levels.flatMap { level -> [TextTable.Column] in
        let name = LevelName.percent(level)
        return [.number("low \(name) %"), .number("high \(name) %")]
      }
  }

  private static func steps(
    _ forecast: Forecast, levels: [Double], style: TerminalStyle
  ) -> [String] {
    var table = TextTable(columns(forecast.start == nil ? "step" : "from (UTC)", levels))
    let intervals = levels.map { forecast.interval(level: $0) }
    for step in forecast.point.indices {
      let time = forecast.start?.advanced(bySeconds: Int64(step) * forecast.step)
      table.add(
        [time.map { minute($0) } ?? "\(step + 1)", load(forecast.point[step])]
          + intervals.flatMap { [load($0.lower[step]), load($0.upper[step])] })
    }
    return table.lines(style: style)
  }

  /// Totals of whole days from the start of the forecast, with bounds from joint paths.
  private static func days(
    _ forecast: Forecast, levels: [Double], stepsPerDay: Int, style: TerminalStyle
  ) -> [String] {
    var table = TextTable(columns("24 h from (UTC)", levels))
    let paths = (0..<Self.paths).map { forecast.samplePath(UInt64($0), seed: 1) }
    for first in stride(from: 0, to: forecast.horizon, by: stepsPerDay) {
      let steps = first..<min(first + stepsPerDay, forecast.horizon)
      let totals = paths.map { $0[steps].reduce(0, +) }.sorted()
      let time = forecast.start?.advanced(bySeconds: Int64(first) * forecast.step)
      var name = time.map { minute($0) } ?? "\(first + 1)"
      if steps.count < stepsPerDay { name += " (\(steps.count) steps)" }
      var cells = [name, load(forecast.point[steps].reduce(0, +))]
      for level in levels {
        for share in [(1 - level) / 2, (1 + level) / 2] {
          cells.append(load(totals[min(totals.count - 1, Int(share * Double(totals.count)))]))
        }
      }
      table.add(cells)
    }
    return table.lines(style: style) + ["bounds of totals from \(Self.paths) joint sample paths"]
  }

  private static func minute(_ time: UTCTime) -> String {
    "\(time.date) \(time.description.dropFirst(11).prefix(5))"
  }

  private static func load(_ value: Double) -> String {
    Figures.fixed(value, decimals: value < 100 ? 1 : 0)
  }
}
