internal import COpenBLAS

extension Matrix {
  /// X of T X = B for the lower (or upper) triangle T of this matrix.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when sizes do not fit, `.singular` when a diagonal
  ///   element is zero.
  /// - Complexity: O(rows² * columns of `right`).
  package func solveTriangular(
    _ right: Matrix, isLower: Bool, transposed: Bool = false
  ) throws(LinearAlgebraError) -> Matrix {
    try LinearAlgebraError.check(
      rows == columns && right.rows == rows,
      "triangular \(rows) × \(columns), right side of \(right.rows) rows")
    var solution = right
    guard rows > 0, right.columns > 0 else { return solution }
    var n = Int32(rows)
    var count = Int32(right.columns)
    var leading = n
    var info: Int32 = 0
    dtrtrs_(
      isLower ? "L" : "U", transposed ? "T" : "N", "N", &n, &count, elements, &leading,
      &solution.elements, &n, &info)
    try LinearAlgebraError.check(info: info, of: "dtrtrs") { .singular(column: $0 - 1) }
    return solution
  }

  /// The X that makes the columns of `this * X - right` shortest, by QR.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` unless rows ≥ columns and sizes fit, `.singular`
  ///   where the columns are not independent.
  /// - Complexity: O(rows * columns²).
  package func leastSquares(_ right: Matrix) throws(LinearAlgebraError) -> Matrix {
    try LinearAlgebraError.check(
      rows >= columns && right.rows == rows,
      "least squares of \(rows) × \(columns), right side of \(right.rows) rows")
    guard columns > 0, right.columns > 0 else {
      return try Matrix(rows: columns, columns: right.columns)
    }
    var factors = elements
    var result = right.elements
    var m = Int32(rows)
    var n = Int32(columns)
    var count = Int32(right.columns)
    var leading = m
    var other = m
    var info: Int32 = 0
    var size: Int32 = -1
    var best = 0.0
    dgels_("N", &m, &n, &count, &factors, &leading, &result, &other, &best, &size, &info)
    size = Int32(best)
    var work = [Double](repeating: 0, count: max(1, Int(size)))
    dgels_("N", &m, &n, &count, &factors, &leading, &result, &other, &work, &size, &info)
    try LinearAlgebraError.check(info: info, of: "dgels") { .singular(column: $0 - 1) }
    var solution = try Matrix(rows: columns, columns: right.columns)
    for column in 0..<right.columns {
      for row in 0..<columns { solution[row, column] = result[row + column * rows] }
    }
    return solution
  }
}
