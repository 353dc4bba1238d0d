/// Horizontal bars: for each row one or two amounts, drawn as SVG.
struct BarChart {
  struct Row {
    let label: String
    /// In the order of the legend.
    let values: [Double]
    /// Stands at the end of the longest bar.
    let text: String
    /// Bounds of an interval around the first value.
    var interval: ClosedRange<Double>?
    /// In place of the legend's.
    var hue: Hue?
  }

  let id: String
  let title: String
  let description: String
  let hues: [Hue]
  let rows: [Row]

  private static let labelHeight = 15.0
  private static let barHeight = 9.0
  private static let gap = 9.0
  /// Room for the figure behind the longest bar.
  private static let figures = 74.0

  func markup() -> Markup {
    let perRow = Self.labelHeight + Self.barHeight * Double(hues.count) + Self.gap
    let height = perRow * Double(rows.count)
    let most = rows.map { max($0.values.max() ?? 0, $0.interval?.upperBound ?? 0) }.max() ?? 0
    let scale = Scale(
      upTo: max(most, 1e-9), count: 1_000, from: 0, to: TimeChart.width - Self.figures)
    var body = Markup.empty
    for (index, row) in rows.enumerated() {
      body += draw(row, top: perRow * Double(index), scale)
    }
    return """
      <svg viewBox="0 0 360 \(SVGPath.number(height))" role="img" \
      aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(title)</title>\
      <desc id="\(id)-d">\(description)</desc>\(body)</svg>
      """
  }

  private func draw(_ row: Row, top: Double, _ scale: Scale) -> Markup {
    var result: Markup =
      "<text class=\"label\" x=\"0\" y=\"\(SVGPath.number(top + 11))\">\(row.label)</text>"
    var y = top + Self.labelHeight
    for (value, own) in zip(row.values, hues) {
      let hue = row.hue ?? own
      let length = max(value > 0 ? 1 : 0, scale.position(value))
      result += """
        <rect class="fill \(hue.rawValue)" x="0" y="\(SVGPath.number(y))" \
        width="\(SVGPath.number(length))" height="\(SVGPath.number(Self.barHeight - 1))"/>
        """
      y += Self.barHeight
    }
    let end = scale.position(max(row.values.max() ?? 0, row.interval?.upperBound ?? 0))
    let middle = top + Self.labelHeight + Self.barHeight * Double(hues.count) / 2
    result += """
      <text class="value" x="\(SVGPath.number(end + 5))" \
      y="\(SVGPath.number(middle + 3.5))">\(row.text)</text>
      """
    if let interval = row.interval {
      let y = top + Self.labelHeight + Self.barHeight / 2 - 0.5
      let (low, high) = (scale.position(interval.lowerBound), scale.position(interval.upperBound))
      result += """
        <path class="whisker" d="M\(SVGPath.number(low)) \(SVGPath.number(y - 4))v8m0 -4H\
        \(SVGPath.number(high))m0 -4v8"/>
        """
    }
    return result
  }
}
