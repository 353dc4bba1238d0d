internal import LinearAlgebra

/// Gram matrices of the prefixes of a table of weighted rows.
///
/// That of a prefix is that of a longer one less what the rows between them gave: the rows of a
/// validation window are the only ones passed over again.
struct PrefixGrams {
  private let columns: Int
  /// Gram matrices by their number of rows, the longest first.
  private var grams: [(rows: Int, gram: Matrix)] = []

  typealias Fill = (_ column: Int, _ rows: Range<Int>, UnsafeMutableBufferPointer<Double>) -> Void

  init(columns: Int) { self.columns = columns }

  /// The Gram matrix of the first `rows` rows; `fill` writes rows of a column, weights applied.
  mutating func gram(
    rows: Int, _ accumulator: inout GramAccumulator, fill: Fill
  ) -> Matrix? {
    guard let place = grams.lastIndex(where: { $0.rows >= rows }) else {
      guard let empty = try? Matrix(rows: columns, columns: columns),
        let gram = try? accumulator.add(1, to: empty, rows: 0..<rows, fill: fill)
      else { return nil }
      grams.insert((rows, gram), at: 0)
      return gram
    }
    let known = grams[place]
    if known.rows == rows { return known.gram }
    guard
      let gram = try? accumulator.add(
        -1, to: known.gram, rows: rows..<known.rows, fill: fill)
    else { return nil }
    grams.insert((rows, gram), at: place + 1)
    return gram
  }
}
