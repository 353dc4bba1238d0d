internal import Units

extension RunStore {
  /// The run that `reference` means: `latest`, an id, or the first four or more digits of one.
  ///
  /// - Throws: `InputError.missing` when there is no such run; `InputError.invalid` when the
  ///   reference is none or means several, which are listed; `OutputError` when the store fails.
  package func find(_ reference: String) throws -> StoredRun {
    let wanted = reference.lowercased()
    let isPrefix = wanted.count >= 4 && wanted.allSatisfy { "0123456789abcdef".contains($0) }
    guard wanted == "latest" || isPrefix else {
      throw InputError.invalid([
        Problem(
          file: "RUN",
          message: "\"\(reference)\" is not a run; allowed are four or more of its hexadecimal "
            + "digits, or latest")
      ])
    }
    let candidates = try candidates(for: wanted)
    guard let id = candidates.first else {
      let reason =
        wanted == "latest" ? "the store holds no run yet" : "no run of the store starts with it"
      throw InputError.missing(path: "\(reference) (\(path))", reason: reason)
    }
    guard candidates.count == 1 else {
      throw InputError.invalid([
        Problem(
          file: "RUN",
          message: "\"\(reference)\" means several runs: \(candidates.joined(separator: ", "))")
      ])
    }
    return try load(id: id)
  }
}
