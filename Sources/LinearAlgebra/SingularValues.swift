internal import COpenBLAS

/// The thin singular value decomposition A = U diag(s) Vᵀ.
package struct SingularValues: Sendable {
  /// Orthonormal columns, rows(A) × min side.
  package let left: Matrix
  /// Falling, not negative; min side of them.
  package let values: [Double]
  /// Orthonormal rows, min side × columns(A).
  package let rightTransposed: Matrix

  /// Decomposes `matrix` by divide and conquer.
  ///
  /// - Throws: `LinearAlgebraError.noConvergence` for a matrix that is not finite, too.
  /// - Complexity: O(rows * columns * min side).
  package init(_ matrix: Matrix) throws(LinearAlgebraError) {
    let side = min(matrix.rows, matrix.columns)
    var left = try Matrix(rows: matrix.rows, columns: side)
    var right = try Matrix(rows: side, columns: matrix.columns)
    var values = [Double](repeating: 0, count: side)
    if side > 0 {
      guard matrix.elements.allSatisfy(\.isFinite) else { throw .noConvergence }
      try Self.decompose(matrix, &left.elements, &values, &right.elements)
    }
    self.left = left
    self.values = values
    rightTransposed = right
  }

  private static func decompose(
    _ matrix: Matrix, _ left: inout [Double], _ values: inout [Double], _ right: inout [Double]
  ) throws(LinearAlgebraError) {
    var elements = matrix.elements
    var m = Int32(matrix.rows)
    var n = Int32(matrix.columns)
    var side = min(m, n)
    var leading = m
    var other = m
    var info: Int32 = 0
    var size: Int32 = -1
    var best = 0.0
    var integers = [Int32](repeating: 0, count: 8 * Int(side))
    dgesdd_(
      "S", &m, &n, &elements, &leading, &values, &left, &other, &right, &side, &best, &size,
      &integers, &info)
    size = Int32(best)
    var work = [Double](repeating: 0, count: max(1, Int(size)))
    dgesdd_(
      "S", &m, &n, &elements, &leading, &values, &left, &other, &right, &side, &work, &size,
      &integers, &info)
    try LinearAlgebraError.check(info: info, of: "dgesdd") { _ in .noConvergence }
  }
}
