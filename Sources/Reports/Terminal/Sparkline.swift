/// A row of small bars: the course of a series in one line of text.
package enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let letters: [Character] = ["_", ".", "-", "=", "+", "*", "%", "#"]

  /// `values` averaged into `width` bars between zero and the largest of them.
  ///
  /// Stretches without a value become spaces. With `ascii` the bars are plain characters.
  package static func text(_ values: [Double?], width: Int, ascii: Bool = false) -> String {
    var bars = SparklineBars(width: width, count: values.count)
    for value in values { bars.add(value) }
    return text(bars, ascii: ascii)
  }

  /// The bars that values have been added to.
  static func text(_ bars: SparklineBars, ascii: Bool) -> String {
    let means = bars.means
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

/// Means of stretches of a series, of nearly one length, as its values come.
struct SparklineBars {
  private let count: Int
  private var sums: [Double]
  private var known: [Int]
  private var added = 0
  private var bar = 0

  /// - Parameter count: how many values are to come.
  init(width: Int, count: Int) {
    self.count = count
    sums = Array(repeating: 0, count: max(0, min(width, count)))
    known = sums.map { _ in 0 }
  }

  /// - Parameter value: `nil` for none.
  mutating func add(_ value: Double?) {
    guard !sums.isEmpty else { return }
    if added == (bar + 1) * count / sums.count { bar += 1 }
    added += 1
    guard let value, value.isFinite else { return }
    sums[bar] += value
    known[bar] += 1
  }

  var means: [Double?] { zip(sums, known).map { $1 > 0 ? $0 / Double($1) : nil } }
}
