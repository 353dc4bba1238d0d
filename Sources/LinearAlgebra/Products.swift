internal import COpenBLAS

extension Matrix {
  /// `a * b`, either of them transposed first where asked for.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when the inner sides differ.
  /// - Complexity: O(rows * inner * columns).
  package static func product(
    _ a: Matrix, transposed aTransposed: Bool = false, _ b: Matrix,
    transposed bTransposed: Bool = false
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

  /// The first `vector.count` columns times a vector.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when the vector is longer than a row.
  /// - Complexity: O(rows * vector's length).
  package func times(_ vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try LinearAlgebraError.check(
      vector.count <= columns, "\(rows) × \(columns) times a vector of \(vector.count)")
    var result = [Double](repeating: 0, count: rows)
    guard rows > 0, !vector.isEmpty else { return result }
    cblas_dgemv(
      CblasColMajor, CblasNoTrans, Int32(rows), Int32(vector.count), 1, elements, Int32(rows),
      vector, 1, 0, &result, 1)
    return result
  }

  /// The Gram matrix `transpose(a) * a` of the first `columns` columns; its lower triangle only.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when there are fewer columns.
  /// - Complexity: O(rows * columns²), by a symmetric rank-k update.
  package func gram(columns count: Int? = nil) throws(LinearAlgebraError) -> Matrix {
    let count = count ?? columns
    try LinearAlgebraError.check(0...columns ~= count, "Gram of \(count) of \(columns) columns")
    var gram = try Matrix(rows: count, columns: count)
    gram.addGram(of: self, rows: 0..<rows, factor: 1)
    return gram
  }

  /// This Gram matrix without what `rows` of `a` gave to it; the lower triangle only.
  ///
  /// - Throws: `LinearAlgebraError.dimensions` when sizes do not fit.
  /// - Complexity: O(rows.count * columns²).
  package func removingGram(
    of a: Matrix, rows range: Range<Int>
  ) throws(LinearAlgebraError) -> Matrix {
    try LinearAlgebraError.check(
      rows == columns && rows <= a.columns && range.lowerBound >= 0 && range.upperBound <= a.rows,
      "rows \(range) of \(a.rows) × \(a.columns) out of a Gram matrix of \(rows) × \(columns)")
    var gram = self
    gram.addGram(of: a, rows: range, factor: -1)
    return gram
  }

  private mutating func addGram(of a: Matrix, rows range: Range<Int>, factor: Double) {
    guard columns > 0, !range.isEmpty else { return }
    let order = Int32(columns)
    a.elements.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      cblas_dsyrk(
        CblasColMajor, CblasLower, CblasTrans, order, Int32(range.count), factor,
        base + range.lowerBound, Int32(a.rows), 1, &elements, order)
    }
  }
}
