internal import COpenBLAS

/// The threads and the kernels of the BLAS library below.
package enum BLAS {
  /// Makes every call run on the thread that makes it.
  ///
  /// Our parallelism is outside, over series and paths; threads of the library's own would fight
  /// with it for the same cores. Calling this again does nothing.
  package static func useOneThread() { _ = oneThread }

  private static let oneThread: Void = openblas_set_num_threads(1)

  /// The processor that the library chose its kernels for, such as `Haswell`.
  ///
  /// The environment variable `OPENBLAS_CORETYPE` overrides the choice; results differ between
  /// kernels in the last digits.
  package static var coreName: String { String(cString: openblas_get_corename()) }
}
