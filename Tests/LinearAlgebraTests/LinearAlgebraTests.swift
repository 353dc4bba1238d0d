import LinearAlgebra
import Testing

@Suite("Linear algebra over BLAS and LAPACK") struct LinearAlgebraTests {
  /// Entries of a fixed rule, far from symmetric.
  static func matrix(_ rows: Int, _ columns: Int, salt: Int = 0) throws -> Matrix {
    try Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { Double(($0 * 37 + salt * 11) % 23) / 7 - 1.5 })
  }

  static func distance(_ a: Matrix, _ b: Matrix) -> Double {
    zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
  }

  @Test("The library runs on one thread and names its kernels") func core() {
    BLAS.useOneThread()
    #expect(!BLAS.coreName.isEmpty)
  }

  @Test("A product is the sum over the inner side, however transposed") func product() throws {
    let a = try Self.matrix(4, 3)
    let b = try Self.matrix(3, 5, salt: 1)
    let product = try Matrix.product(a, b)
    for row in 0..<4 {
      for column in 0..<5 {
        let sum = (0..<3).reduce(0) { $0 + a[row, $1] * b[$1, column] }
        #expect(abs(product[row, column] - sum) < 1e-12)
      }
    }
    let gram = try Matrix.product(a, a, transposingFirst: true)
    #expect(try Self.distance(gram, a.gram()) < 1e-12)
    let outer = try Matrix.product(a, a, transposingSecond: true)
    #expect(outer.rows == 4 && outer.columns == 4)
  }

  @Test("A Cholesky factor multiplies back and solves") func cholesky() throws {
    let a = try Self.matrix(9, 5)
    var spd = try a.gram()
    for index in 0..<5 { spd[index, index] += 1 }
    let cholesky = try Cholesky(spd)
    let lower = cholesky.lower
    #expect(try Self.distance(Matrix.product(lower, lower, transposingSecond: true), spd) < 1e-12)
    let right = try Self.matrix(5, 2, salt: 3)
    let solution = try cholesky.solve(right)
    #expect(try Self.distance(Matrix.product(spd, solution), right) < 1e-10)
    let half = try lower.solveTriangular(right, isLower: true)
    let whole = try lower.solveTriangular(half, isLower: true, transposed: true)
    #expect(Self.distance(whole, solution) < 1e-10)
  }

  @Test("Least squares leave a residual at right angles to the columns") func leastSquares() throws
  {
    let a = try Self.matrix(12, 4)
    let right = try Self.matrix(12, 1, salt: 5)
    let solution = try a.leastSquares(right)
    var residual = try Matrix.product(a, solution)
    for index in 0..<12 { residual[index, 0] = right[index, 0] - residual[index, 0] }
    let along = try Matrix.product(a, residual, transposingFirst: true)
    #expect(along.elements.allSatisfy { abs($0) < 1e-10 })
    #expect(solution.rows == 4 && solution.columns == 1)
  }

  @Test("Singular values multiply back, fall, and square to the Gram matrix's trace")
  func singularValues() throws {
    let a = try Self.matrix(6, 4)
    let parts = try SingularValues(a)
    var scaled = parts.left
    for column in 0..<4 {
      for row in 0..<6 { scaled[row, column] *= parts.values[column] }
    }
    #expect(try Self.distance(Matrix.product(scaled, parts.rightTransposed), a) < 1e-12)
    #expect(parts.values == parts.values.sorted(by: >))
    let gram = try a.gram()
    let trace = (0..<4).reduce(0) { $0 + gram[$1, $1] }
    #expect(abs(parts.values.reduce(0) { $0 + $1 * $1 } - trace) < 1e-10)
  }

  @Test("A ridge solution of a subset is that of the subset's own regression") func ridge() throws {
    let a = try Self.matrix(40, 5)
    let gram = try a.gram()
    var solver = RidgeSolver()
    let found = try solver.coefficients(
      gram: gram, regressors: [0, 3], target: 4, penalty: 0.5)
    // Cramer's rule for the two regressors.
    let (p, q, r) = (gram[0, 0] + 0.5, gram[3, 0], gram[3, 3] + 0.5)
    let (x, y) = (gram[4, 0], gram[4, 3])
    #expect(abs(found[0] - (x * r - q * y) / (p * r - q * q)) < 1e-10)
    #expect(abs(found[1] - (p * y - q * x) / (p * r - q * q)) < 1e-10)
  }

  @Test("A Gram matrix by blocks is that of the whole, and rows can be taken off again")
  func blocks() throws {
    let a = try Self.matrix(700, 6)
    var accumulator = GramAccumulator()
    func fill(_ column: Int, _ rows: Range<Int>, _ buffer: UnsafeMutableBufferPointer<Double>) {
      for (place, row) in rows.enumerated() { buffer[place] = a[row, column] }
    }
    let empty = try Matrix(rows: 6, columns: 6)
    let all = try accumulator.add(1, to: empty, rows: 0..<700, fill: fill)
    let head = try accumulator.add(1, to: empty, rows: 0..<500, fill: fill)
    let less = try accumulator.add(-1, to: all, rows: 500..<700, fill: fill)
    let whole = try a.gram()
    for column in 0..<6 {
      for row in column..<6 {
        #expect(abs(all[row, column] - whole[row, column]) < 1e-9)
        #expect(abs(less[row, column] - head[row, column]) < 1e-9)
      }
    }
  }

  @Test("Sizes that do not fit and matrices without a solution are typed errors") func faults()
    throws
  {
    let a = try Self.matrix(4, 3)
    #expect(throws: LinearAlgebraError.self) { try Matrix.product(a, a) }
    #expect(throws: LinearAlgebraError.self) { try Matrix(rows: 2, columns: 2, elements: [1]) }
    #expect(throws: LinearAlgebraError.self) { try Cholesky(a) }
    #expect(throws: LinearAlgebraError.self) { try a.leastSquares(try Self.matrix(3, 1)) }
    let zero = try Matrix(rows: 2, columns: 2)
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 1)) { try Cholesky(zero) }
    #expect(throws: LinearAlgebraError.singular(column: 0)) {
      try zero.solveTriangular(try Matrix(rows: 2, columns: 1), isLower: true)
    }
    let broken = try Matrix(rows: 1, columns: 1, elements: [.nan])
    #expect(throws: LinearAlgebraError.noConvergence) { try SingularValues(broken) }
    var solver = RidgeSolver()
    #expect(throws: LinearAlgebraError.self) {
      try solver.coefficients(gram: zero, regressors: [5], target: 0, penalty: 1)
    }
  }
}
