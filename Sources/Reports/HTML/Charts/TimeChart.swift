/// A chart over time: areas, lines and limits in one small frame, drawn as SVG.
///
/// All charts over time are 360 units wide, so that one column of a telephone shows them at their
/// natural size; wider screens put several side by side. Value marks stand in a gutter on the left,
/// counts in strips below the values.
struct TimeChart {
  enum Layer {
    /// Between the extremes of the minutes.
    case band(Spread, Hue)
    case line([Double?], Hue)
    /// Constant within each bucket.
    case steps([Double?], Hue)
    case limit(Double, String)
    /// Counts drawn as bars in a strip of their own: row 0 stands on the foot.
    case bars([Int], Hue, row: Int)
  }

  /// Unique within the page.
  let id: String
  let title: String
  /// What a screen reader says of the chart: its extremes.
  let description: String
  let axis: Buckets
  let layers: [Layer]
  var isLogarithmic = false

  static let width = 360.0
  static let height = 190.0
  private static let left = 30.0
  private static let top = 22.0
  private static let foot = 168.0
  private static let strip = 15.0

  /// Where values end and the strips of counts begin.
  private var bottom: Double {
    let rows = layers.map { layer in
      if case .bars(_, _, let row) = layer { row + 1 } else { 0 }
    }
    return Self.foot - Self.strip * Double(rows.max() ?? 0)
  }

  func markup() -> Markup {
    let time = TimeAxis(buckets: axis, start: Self.left, end: Self.width - 2)
    let scale = valueScale()
    return """
      <svg viewBox="0 0 360 190" role="img" aria-labelledby="\(id)-t \(id)-d">\
      <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>\
      \(grid(scale))\(layers.map { draw($0, time, scale) })\(valueMarks(scale))\
      \(timeMarks(time))</svg>
      """
  }

  private func valueScale() -> Scale {
    var low = Double.infinity
    var high = 0.0
    for layer in layers {
      switch layer {
      case .band(let spread, _):
        low = min(low, spread.low.compactMap { $0 }.filter { $0 > 0 }.min() ?? low)
        high = max(high, spread.high.compactMap { $0 }.max() ?? 0)
      case .line(let values, _), .steps(let values, _):
        low = min(low, values.compactMap { $0 }.filter { $0 > 0 }.min() ?? low)
        high = max(high, values.compactMap { $0 }.max() ?? 0)
      case .limit(let value, _):
        low = min(low, value)
        high = max(high, value)
      case .bars: break
      }
    }
    guard isLogarithmic, low.isFinite, low > 0 else {
      return Scale(upTo: high, from: bottom, to: Self.top)
    }
    return Scale(logarithmicOver: low...max(low, high), from: bottom, to: Self.top)
  }

  private func draw(_ layer: Layer, _ time: TimeAxis, _ scale: Scale) -> Markup {
    switch layer {
    case .band(let spread, let hue):
      let points = (0..<axis.count).map { index -> (x: Double, low: Double, high: Double)? in
        guard let low = spread.low[index], let high = spread.high[index] else { return nil }
        return (time.position(index), scale.position(low), scale.position(high))
      }
      return "<path class=\"area \(hue.rawValue)\" d=\"\(SVGPath.band(points))\"/>"
    case .line(let values, let hue):
      let points = values.enumerated().map { index, value -> (x: Double, y: Double)? in
        value.map { (time.position(index), scale.position($0)) }
      }
      return "<path class=\"line \(hue.rawValue)\" d=\"\(SVGPath.line(points))\"/>"
    case .steps(let values, let hue):
      var points: [(x: Double, y: Double)?] = []
      for (index, value) in values.enumerated() {
        let half = time.bucketWidth / 2
        points.append(value.map { (time.position(index) - half, scale.position($0)) })
        points.append(value.map { (time.position(index) + half, scale.position($0)) })
      }
      return "<path class=\"line \(hue.rawValue)\" d=\"\(SVGPath.line(points))\"/>"
    case .limit(let value, let text): return limit(value, text, scale)
    case .bars(let counts, let hue, let row): return bars(counts, hue, row: row, time)
    }
  }

  /// The line, and its text above the frame, where no curve runs through it.
  private func limit(_ value: Double, _ text: String, _ scale: Scale) -> Markup {
    """
    <path class="limit" d="M30 \(SVGPath.number(scale.position(value)))H360"/>\
    <path class="limit" d="M340 9h20"/>\
    <text class="limit-text" x="335" y="12.5" text-anchor="end">\(text)</text>
    """
  }

  private func bars(_ counts: [Int], _ hue: Hue, row: Int, _ time: TimeAxis) -> Markup {
    let most = Double(max(1, counts.max() ?? 1))
    let height = Self.strip - 3
    let foot = Self.foot - Self.strip * Double(row)
    var path = Markup.empty
    for (index, count) in counts.enumerated() where count > 0 {
      let bar = max(1.5, height * Double(count) / most)
      path +=
        "M\(SVGPath.number(time.position(index))) \(SVGPath.number(foot))v-\(SVGPath.number(bar))"
    }
    let width = max(0.6, time.bucketWidth * 0.9)
    return
      "<path class=\"bars \(hue.rawValue)\" stroke-width=\"\(SVGPath.number(width))\" d=\"\(path)\"/>"
  }

  private func grid(_ scale: Scale) -> Markup {
    var path = Markup.empty
    for tick in scale.ticks { path += "M30 \(SVGPath.number(scale.position(tick)))H360" }
    path += "M30 168H360"
    return "<path class=\"grid\" d=\"\(path)\"/>"
  }

  private func valueMarks(_ scale: Scale) -> Markup {
    var result = Markup.empty
    for tick in scale.ticks {
      result += """
        <text class="mark" x="25" y="\(SVGPath.number(scale.position(tick) + 3.5))" \
        text-anchor="end">\(Figures.compact(tick))</text>
        """
    }
    return result
  }

  private func timeMarks(_ time: TimeAxis) -> Markup {
    var result = Markup.empty
    for mark in time.marks {
      let x = mark.position
      // Marks near an edge are anchored so that they stay inside.
      let anchor = x > Self.width - 14 ? "end" : "middle"
      result += """
        <path class="tick" d="M\(SVGPath.number(x)) 168v4"/>\
        <text class="mark" x="\(SVGPath.number(max(1, min(Self.width - 1, x))))" y="184" \
        text-anchor="\(anchor)">\(mark.text)</text>
        """
    }
    return result
  }
}

/// The colours of a page's series: one for each role, told apart by those who see few colours.
enum Hue: String, Sendable {
  case blue, orange, green, grey, red
}
