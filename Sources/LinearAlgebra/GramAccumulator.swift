internal import COpenBLAS

/// A Gram matrix that is added to, or taken from, by blocks of rows.
///
/// The rows themselves are never held: a block is filled, its products are added, and the memory is
/// used again. Only lower triangles are kept.
package struct GramAccumulator: ~Copyable {
  /// Rows of a block: with fifty columns it fits the second-level cache.
  private static let blockRows = 256
  private var block: [Double] = []

  package init() {}

  /// `gram` plus `factor` times the Gram matrix of the rows in `range`.
  ///
  /// - Parameter fill: writes rows `steps` of one column to the buffer, for each column.
  /// - Throws: `LinearAlgebraError.dimensions` when `gram` is not square.
  /// - Complexity: O(rows * columns²).
  package mutating func add(
    _ factor: Double, to gram: Matrix, rows range: Range<Int>,
    fill: (_ column: Int, _ steps: Range<Int>, UnsafeMutableBufferPointer<Double>) -> Void
  ) throws(LinearAlgebraError) -> Matrix {
    try LinearAlgebraError.check(
      gram.rows == gram.columns, "Gram matrix of \(gram.rows) × \(gram.columns)")
    let columns = gram.columns
    var sum = gram
    guard columns > 0 else { return sum }
    let size = columns * min(Self.blockRows, range.count)
    if block.count < size { block = [Double](repeating: 0, count: size) }
    var start = range.lowerBound
    while start < range.upperBound {
      let steps = start..<min(start + Self.blockRows, range.upperBound)
      block.withUnsafeMutableBufferPointer { block in
        for column in 0..<columns {
          let place = column * steps.count
          fill(
            column, steps,
            UnsafeMutableBufferPointer(rebasing: block[place..<place + steps.count]))
        }
      }
      cblas_dsyrk(
        CblasColMajor, CblasLower, CblasTrans, Int32(columns), Int32(steps.count), factor, block,
        Int32(steps.count), 1, &sum.elements, Int32(columns))
      start = steps.upperBound
    }
    return sum
  }
}
