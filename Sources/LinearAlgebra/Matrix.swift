/// A dense matrix of doubles that lies column by column, as BLAS and LAPACK read it.
package struct Matrix: Sendable, Hashable {
  package let rows: Int
  package let columns: Int
  /// `rows * columns` numbers; element (i, j) stands at `i + j * rows`.
  package var elements: [Double]

  /// A matrix of zeros.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when a side is negative.
  package init(rows: Int, columns: Int) throws(LinearAlgebraError) {
    try LinearAlgebraError.check(rows >= 0 && columns >= 0, "\(rows) × \(columns) matrix")
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  /// A matrix from its elements, column by column.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when their number is not `rows * columns`.
  package init(rows: Int, columns: Int, elements: [Double]) throws(LinearAlgebraError) {
    try LinearAlgebraError.check(
      rows >= 0 && columns >= 0 && elements.count == rows * columns,
      "\(elements.count) elements for a \(rows) × \(columns) matrix")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  @inlinable
  package subscript(row: Int, column: Int) -> Double {
    get { elements[row + column * rows] }
    set { elements[row + column * rows] = newValue }
  }
}
