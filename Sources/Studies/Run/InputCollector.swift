package import Units

/// Reads several inputs and keeps what is wrong with each, so that a user mends them in one go.
package struct InputCollector {
  private var missing: InputError?
  private var problems: [Problem] = []

  package init() {}

  /// The value that `reading` returns, or `nil` where it throws.
  ///
  /// A problem is kept once.
  package mutating func read<Value>(_ reading: () throws(InputError) -> Value) -> Value? {
    do {
      return try reading()
    } catch .invalid(let found) {
      problems += found.filter { !problems.contains($0) }
    } catch {
      missing = missing ?? error
    }
    return nil
  }

  /// As `read(_:)`, for what is only checked beside something that is wrong.
  ///
  /// - Parameter isNeeded: a file that is not there is one more problem, which does not hide the
  ///   others; else it is none, as what names it may be wrong itself.
  mutating func check(isNeeded: Bool, _ reading: () throws(InputError) -> Void) {
    _ = read { () throws(InputError) in
      do throws(InputError) {
        try reading()
      } catch {
        guard case .missing(let path, let reason) = error else { throw error }
        if isNeeded { throw .invalid([Problem(file: path, message: reason)]) }
      }
    }
  }

  /// Whether every reading so far succeeded.
  package var isClean: Bool { missing == nil && problems.isEmpty }

  /// What to throw once a reading has failed: a file that is not there comes first.
  package var error: InputError { missing ?? .invalid(problems) }
}
