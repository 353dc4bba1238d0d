/// A row of small bars: the course of a series in one line of text.
package enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let letters: [Character] = ["_", ".", "-", "=", "+", "*", "%", "#"]

  /// `values` averaged into `width` bars between zero and the largest of them.
  ///
  /// Stretches without a value become spaces. With `ascii` the bars are plain characters.
  package static func text(
    _ values: some Collection<Double?>, width: Int, ascii: Bool = false
  ) -> String {
    guard width > 0, !values.isEmpty else { return "" }
    let means = means(of: values, bars: min(width, values.count))
    let largest = means.compactMap { $0 }.max() ?? 0
    let marks = ascii ? letters : blocks
    return String(
      means.map { mean -> Character in
        guard let mean else { return " " }
        guard largest > 0 else { return marks[0] }
        return marks[min(7, max(0, Int(mean / largest * 7.999)))]
      })
  }

  /// The mean of each of so many stretches, of nearly one length; `nil` for one without a value.
  private static func means(of values: some Collection<Double?>, bars: Int) -> [Double?] {
    let count = values.count
    var sums = [Double](repeating: 0, count: bars)
    var known = [Int](repeating: 0, count: bars)
    var bar = 0
    for (index, value) in values.enumerated() {
      if index == (bar + 1) * count / bars { bar += 1 }
      guard let value, value.isFinite else { continue }
      sums[bar] += value
      known[bar] += 1
    }
    return zip(sums, known).map { $1 > 0 ? $0 / Double($1) : nil }
  }
}
