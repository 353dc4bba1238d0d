internal import Units

/// Reads several inputs and keeps what is wrong with each, so that a user mends them in one go.
struct InputCollector {
  private var missing: InputError?
  private var problems: [Problem] = []

  /// The value that `reading` returns; `nil` where it throws.
  mutating func read<Value>(_ reading: () throws(InputError) -> Value) -> Value? {
    do {
      return try reading()
    } catch .invalid(let found) {
      problems += found
    } catch {
      missing = missing ?? error
    }
    return nil
  }

  /// Whether every reading so far succeeded.
  var isClean: Bool { missing == nil && problems.isEmpty }

  /// What to throw once a reading has failed: a file that is not there comes first.
  var error: InputError { missing ?? .invalid(problems) }
}
