package import Units

extension LoadTrace {
  /// The trace with every count multiplied by `factor`.
  ///
  /// Each count is one multiplication of the nearest `Double` to the decimal, so a total is exact
  /// to about one part in 10¹⁵.
  ///
  /// - Throws: `InputError.invalid` when the factor is negative or makes an interval hold more
  ///   than `maximumCount` requests.
  package func scaled(by factor: Decimal12) throws(InputError) -> LoadTrace {
    guard factor.trillionths >= 0 else {
      throw Self.scaleError("is \(factor); 0 or more is allowed")
    }
    if factor.trillionths == Decimal12.one { return self }
    let multiplier = Double(factor.trillionths) / Double(Decimal12.one)
    let scaled = counts.map { $0 * multiplier }
    if let largest = scaled.max(), largest > Self.maximumCount {
      throw Self.scaleError(
        "of \(factor) makes an interval of \(name) hold more than 100,000,000,000 requests, "
          + "the most that is allowed")
    }
    return LoadTrace(
      name: name, start: start, step: step, counts: scaled, gaps: gaps, gapRule: gapRule,
      notes: notes, sha256: sha256)
  }

  private static func scaleError(_ message: String) -> InputError {
    .invalid([Problem(file: "--scale", message: "the scale " + message)])
  }
}
