/// Why a computation with matrices has no result.
package enum LinearAlgebraError: Error, Sendable, Hashable {
  /// Sizes that do not fit; the text names them.
  case dimensions(String)
  /// The leading minor of this order is not positive: no Cholesky factor exists.
  case notPositiveDefinite(order: Int)
  /// The diagonal element of this column is zero: the system has no unique solution.
  case singular(column: Int)
  /// The iteration of a decomposition did not converge, or the matrix is not finite.
  case noConvergence
  /// LAPACK refused the argument of this number: a fault of this module.
  case wrongArgument(routine: String, number: Int)

  static func check(
    _ fits: Bool, _ message: @autoclosure () -> String
  ) throws(LinearAlgebraError) {
    guard fits else { throw .dimensions(message()) }
  }

  /// Turns the `info` of a LAPACK routine into an error; `positive` says what a positive one means.
  static func check(
    info: Int32, of routine: String, positive: (Int) -> LinearAlgebraError
  ) throws(LinearAlgebraError) {
    if info < 0 { throw .wrongArgument(routine: routine, number: Int(-info)) }
    if info > 0 { throw positive(Int(info)) }
  }
}
