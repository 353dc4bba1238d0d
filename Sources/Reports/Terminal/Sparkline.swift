/// A row of small bars: the course of a series in one line of text.
package enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let letters: [Character] = ["_", ".", "-", "=", "+", "*", "%", "#"]

  /// `values` averaged into `width` bars between zero and the largest of them.
  ///
  /// Stretches without a value become spaces. With `ascii` the bars are plain characters.
  package static func text(_ values: [Double?], width: Int, ascii: Bool = false) -> String {
    guard width > 0, !values.isEmpty else { return "" }
    let bars = min(width, values.count)
    let means = (0..<bars).map { bar -> Double? in
      let part = values[bar * values.count / bars..<(bar + 1) * values.count / bars]
      let known = part.compactMap { $0 }.filter(\.isFinite)
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    let largest = means.compactMap { $0 }.max() ?? 0
    let marks = ascii ? letters : blocks
    return String(
      means.map { mean -> Character in
        guard let mean else { return " " }
        guard largest > 0 else { return marks[0] }
        return marks[min(7, max(0, Int(mean / largest * 7.999)))]
      })
  }
}
