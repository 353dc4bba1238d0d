internal import COpenBLAS

extension Matrix {
  /// `a * b`, either of them transposed first where asked for.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when the inner sides differ.
  /// - Complexity: O(rows * inner * columns).
  package static func product(
    _ a: Matrix, _ b: Matrix, transposingFirst aTransposed: Bool = false,
    transposingSecond bTransposed: Bool = false
  ) throws(LinearAlgebraError) -> Matrix {
    let rows = aTransposed ? a.columns : a.rows
    let inner = aTransposed ? a.rows : a.columns
    let columns = bTransposed ? b.rows : b.columns
    try LinearAlgebraError.check(
      inner == (bTransposed ? b.columns : b.rows),
      "product of \(rows) × \(inner) and \(bTransposed ? b.columns : b.rows) × \(columns)")
    var result = try Matrix(rows: rows, columns: columns)
    guard rows > 0, columns > 0, inner > 0 else { return result }
    cblas_dgemm(
      CblasColMajor, aTransposed ? CblasTrans : CblasNoTrans,
      bTransposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), 1,
      a.elements, Int32(a.rows), b.elements, Int32(b.rows), 0, &result.elements, Int32(rows))
    return result
  }

  /// The Gram matrix `transpose(a) * a`, both triangles.
  ///
  /// - Complexity: O(rows * columns²), by a symmetric rank-k update.
  package func gram() throws(LinearAlgebraError) -> Matrix {
    var gram = try Matrix(rows: columns, columns: columns)
    guard columns > 0, rows > 0 else { return gram }
    cblas_dsyrk(
      CblasColMajor, CblasLower, CblasTrans, Int32(columns), Int32(rows), 1, elements, Int32(rows),
      0, &gram.elements, Int32(columns))
    for column in 0..<columns {
      for row in 0..<column { gram[row, column] = gram[column, row] }
    }
    return gram
  }
}
