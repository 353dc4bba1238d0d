internal import COpenBLAS

/// The Cholesky factor L of a symmetric positive definite matrix: A = L Lᵀ.
package struct Cholesky: Sendable {
  /// L in the lower triangle; what stands above is not used.
  private let factor: Matrix

  package var order: Int { factor.rows }

  /// Factors the matrix whose lower triangle `matrix` holds.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when it is not square, `.notPositiveDefinite` when
  ///   no factor exists.
  /// - Complexity: O(order³).
  package init(_ matrix: Matrix) throws(LinearAlgebraError) {
    try LinearAlgebraError.check(
      matrix.rows == matrix.columns, "Cholesky of \(matrix.rows) × \(matrix.columns)")
    var factor = matrix
    try Self.factor(&factor.elements, order: matrix.rows)
    self.factor = factor
  }

  /// X of A X = B.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when the rows of `right` are not the order.
  /// - Complexity: O(order² * columns).
  package func solve(_ right: Matrix) throws(LinearAlgebraError) -> Matrix {
    try LinearAlgebraError.check(
      right.rows == order, "right side of \(right.rows) rows for order \(order)")
    var solution = right
    try Self.solve(
      factor.elements, order: order, &solution.elements, columns: right.columns)
    return solution
  }

  /// L itself, zeros above the diagonal.
  package var lower: Matrix {
    var lower = factor
    for column in 0..<order {
      for row in 0..<column { lower[row, column] = 0 }
    }
    return lower
  }

  /// Replaces the lower triangle of a column-major matrix by its factor.
  static func factor(
    _ elements: inout [Double], order: Int
  ) throws(LinearAlgebraError) {
    guard order > 0 else { return }
    var n = Int32(order)
    var info: Int32 = 0
    dpotrf_("L", &n, &elements, &n, &info)
    try LinearAlgebraError.check(info: info, of: "dpotrf") { .notPositiveDefinite(order: $0) }
  }

  /// Replaces `columns` right sides by the solutions.
  static func solve(
    _ factor: [Double], order: Int, _ right: inout [Double], columns: Int
  ) throws(LinearAlgebraError) {
    guard order > 0, columns > 0 else { return }
    var n = Int32(order)
    var count = Int32(columns)
    var leading = n
    var info: Int32 = 0
    dpotrs_("L", &n, &count, factor, &leading, &right, &n, &info)
    try LinearAlgebraError.check(info: info, of: "dpotrs") { .singular(column: $0) }
  }
}
