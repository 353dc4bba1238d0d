/// Ridge regressions on many subsets of regressors and many penalties from one Gram matrix.
///
/// The Gram matrix of all regressors and the target holds that of every subset as a submatrix, so
/// the rows are passed over once however many regressions there are. The solver keeps its memory
/// between solutions.
package struct RidgeSolver: ~Copyable {
  private var factor: [Double] = []
  private var right: [Double] = []

  package init() {}

  /// The coefficients b that make |y - X b|² + penalty |b|² least.
  ///
  /// - Parameters:
  ///   - gram: the Gram matrix of the regressors and the target; its lower triangle is read.
  ///   - regressors: indices of the columns of X, rising.
  ///   - target: index of y.
  ///   - penalty: not negative; above 0 every system has a solution.
  /// - Throws: `LinearAlgebraError.dimensions` for indices outside the matrix,
  ///   `.notPositiveDefinite` for dependent columns without a penalty or numbers not finite.
  /// - Complexity: O(regressors³).
  package mutating func coefficients(
    gram: Matrix, regressors: [Int], target: Int, penalty: Double
  ) throws(LinearAlgebraError) -> [Double] {
    let count = regressors.count
    let order = gram.rows
    try LinearAlgebraError.check(
      order == gram.columns && 0..<order ~= target
        && regressors.allSatisfy { 0..<order ~= $0 },
      "regressors \(regressors) and target \(target) of a \(order) × \(gram.columns) matrix")
    if factor.count < count * count { factor = [Double](repeating: 0, count: count * count) }
    right.removeAll(keepingCapacity: true)
    factor.withUnsafeMutableBufferPointer { factor in
      gram.elements.withUnsafeBufferPointer { gram in
        regressors.withUnsafeBufferPointer { regressors in
          for place in 0..<count {
            let column = regressors[place]
            let start = column * order
            // Above the diagonal stands what LAPACK does not read.
            for below in place..<count {
              factor[place * count + below] = gram[start + regressors[below]]
            }
            factor[place * count + place] += penalty
            right.append(gram[min(column, target) * order + max(column, target)])
          }
        }
      }
    }
    try Cholesky.factor(&factor, order: count)
    try Cholesky.solve(factor, order: count, &right, columns: 1)
    return right
  }
}
