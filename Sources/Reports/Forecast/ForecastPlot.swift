package import Forecasting
internal import Units

/// A forecast as an SVG picture: the last of the history, the forecast and its bounds.
package enum ForecastPlot {
  private static let blue = "#1f6fb4"
  private static let grey = "#555555"

  /// - Parameters:
  ///   - history: what the forecast was made from; its last stretch is shown.
  ///   - levels: levels of the bands, each of 0..<1.
  package static func svg(
    _ forecast: Forecast, history: TimeSeries, levels: [Double]
  ) -> [UInt8] {
    let intervals = levels.sorted(by: >).map { forecast.interval(level: $0) }
    let stepsPerDay = max(1, Int(86_400 / forecast.step))
    let shown = min(
      history.values.count, max(forecast.horizon, min(7 * stepsPerDay, 2 * forecast.horizon)))
    let past = Array(history.values.suffix(shown))
    let highest =
      (past + forecast.point + (intervals.first?.upper ?? [])).max() ?? 1
    let scale = PlotScale(
      steps: shown + forecast.horizon, highest: highest > 0 ? highest : 1)
    var body = axes(
      scale, forecast: forecast, shown: shown, stepsPerDay: stepsPerDay)
    for (index, interval) in intervals.enumerated() {
      body.append(band(interval, scale: scale, from: shown, opacity: 0.15 + 0.12 * Double(index)))
    }
    body.append(line(past, scale: scale, from: 0, color: grey))
    // The forecast's line starts at the last value seen.
    body.append(
      line((past.suffix(1) + forecast.point), scale: scale, from: shown - 1, color: blue))
    body += legend(intervals.map { LevelName.percent($0.level) }, scale)
    let title = "Load forecast: \(forecast.name)"
    let text = SVG.document(
      title: title, width: PlotScale.width, height: PlotScale.height,
      body: [
        SVG.text(
          title, x: PlotScale.left, y: 26, size: 16, anchor: "start")
      ] + body)
    return Array(text.utf8)
  }

  private static func axes(
    _ scale: PlotScale, forecast: Forecast, shown: Int, stepsPerDay: Int
  ) -> [String] {
    var parts: [String] = []
    for value in scale.ticks {
      let y = scale.y(value)
      parts.append(SVG.line(PlotScale.left, y, PlotScale.right, y, color: "#dddddd"))
      parts.append(
        SVG.text(
          Figures.fixed(value, decimals: scale.decimals), x: PlotScale.left - 8, y: y + 4,
          size: 12, anchor: "end"))
    }
    parts.append(
      SVG.line(PlotScale.left, PlotScale.bottom, PlotScale.right, PlotScale.bottom, color: "#000"))
    parts.append(
      SVG.line(PlotScale.left, PlotScale.top, PlotScale.left, PlotScale.bottom, color: "#000"))
    let now = scale.x(shown)
    parts.append(
      SVG.line(now, PlotScale.top, now, PlotScale.bottom, color: "#999999", isDashed: true))
    parts += timeTicks(scale, forecast: forecast, shown: shown, stepsPerDay: stepsPerDay)
    let middle = (PlotScale.top + PlotScale.bottom) / 2
    parts.append(
      SVG.text(
        LoadUnit.name(step: forecast.step), x: 22, y: middle, size: 13, anchor: "middle",
        isUpright: false))
    parts.append(
      SVG.text(
        forecast.start == nil ? "steps from the end of the history" : "time (UTC)",
        x: (PlotScale.left + PlotScale.right) / 2, y: PlotScale.height - 12, size: 13,
        anchor: "middle"))
    return parts
  }

  /// Marks at midnights, at most ten of them; every so many steps without a calendar.
  private static func timeTicks(
    _ scale: PlotScale, forecast: Forecast, shown: Int, stepsPerDay: Int
  ) -> [String] {
    let total = shown + forecast.horizon
    let days = max(1, total / stepsPerDay)
    let apart = stepsPerDay * ((days + 9) / 10)
    var first = shown % apart
    if let start = forecast.start {
      let begin = start.advanced(bySeconds: -Int64(shown) * forecast.step)
      let rest = (86_400 - begin.secondOfDay) % 86_400
      first = Int(rest.ceilingDivided(by: forecast.step))
    }
    return stride(from: first, to: total, by: apart).flatMap { step -> [String] in
      let x = scale.x(step)
      let label =
        forecast.start.map {
          String(
            $0.advanced(bySeconds: Int64(step - shown) * forecast.step).date.description.dropFirst(
              5))
        } ?? "\(step - shown)"
      return [
        SVG.line(x, PlotScale.bottom, x, PlotScale.bottom + 5, color: "#000"),
        SVG.text(label, x: x, y: PlotScale.bottom + 20, size: 12, anchor: "middle"),
      ]
    }
  }

  private static func line(
    _ values: [Double], scale: PlotScale, from first: Int, color: String
  ) -> String {
    let points = values.indices.map { SVG.point(scale.x(first + $0), scale.y(values[$0])) }
    return "<polyline fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.5\" "
      + "stroke-linejoin=\"round\" points=\"\(points.joined(separator: " "))\"/>"
  }

  private static func band(
    _ interval: PredictionInterval, scale: PlotScale, from first: Int, opacity: Double
  ) -> String {
    let upper = interval.upper.indices.map {
      SVG.point(scale.x(first + $0), scale.y(interval.upper[$0]))
    }
    let lower = interval.lower.indices.reversed().map {
      SVG.point(scale.x(first + $0), scale.y(interval.lower[$0]))
    }
    return "<polygon fill=\"\(blue)\" fill-opacity=\"\(SVG.number(opacity))\" "
      + "points=\"\((upper + lower).joined(separator: " "))\"/>"
  }

  private static func legend(_ levels: [String], _ scale: PlotScale) -> [String] {
    var parts: [String] = []
    var x = PlotScale.left + 12
    let y = PlotScale.top - 12
    for (name, color) in [("history", grey), ("forecast", blue)] {
      parts.append(SVG.line(x, y - 4, x + 22, y - 4, color: color, width: 2))
      parts.append(SVG.text(name, x: x + 28, y: y, size: 12, anchor: "start"))
      x += 110
    }
    for (index, level) in levels.enumerated() {
      parts.append(
        "<rect x=\"\(SVG.number(x))\" y=\"\(SVG.number(y - 11))\" width=\"22\" height=\"13\" "
          + "fill=\"\(blue)\" fill-opacity=\"\(SVG.number(0.15 + 0.12 * Double(index)))\"/>")
      parts.append(SVG.text("\(level) % interval", x: x + 28, y: y, size: 12, anchor: "start"))
      x += 130
    }
    return parts
  }
}

/// Where steps and loads lie in the picture.
private struct PlotScale {
  static let width = 960.0
  static let height = 440.0
  static let left = 96.0
  static let right = 936.0
  static let top = 66.0
  static let bottom = 380.0

  let steps: Int
  /// Round values from 0 up, the last above everything shown.
  let ticks: [Double]
  let decimals: Int

  init(steps: Int, highest: Double) {
    self.steps = max(2, steps)
    // 1, 2 or 5 times a power of ten, so that there are at most seven ticks.
    var size = 1e-6
    let factors = [2.0, 2.5, 2.0]
    var place = 0
    while highest / size > 6 {
      size *= factors[place % 3]
      place += 1
    }
    let count = Int((highest / size).rounded(.up))
    ticks = (0...max(1, count)).map { Double($0) * size }
    decimals = size >= 1 ? 0 : size >= 0.01 ? 2 : 6
  }

  func x(_ step: Int) -> Double {
    Self.left + (Self.right - Self.left) * Double(step) / Double(steps - 1)
  }

  func y(_ value: Double) -> Double {
    Self.bottom - (Self.bottom - Self.top) * value / (ticks.last ?? 1)
  }
}
