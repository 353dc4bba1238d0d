package import Units

extension LoadTrace {
  /// The expected arrivals of each step of `period`.
  ///
  /// Steps of the profile divide a minute: they are the greatest common divisor of the trace's
  /// step, 60 s, the distance from the trace's start to the period's and the period's length. A
  /// trace of up to a minute keeps its rate within each interval (and a step that divides 60 s is
  /// kept as it is); a coarser one is spread by `SmoothSpread`, without steps between intervals and
  /// with each interval's sum kept.
  ///
  /// - Throws: `InputError.invalid` when the period is not inside the trace's range.
  /// - Complexity: O(steps of the profile).
  package func profile(over period: Period) throws(InputError) -> RateProfile {
    guard period.start >= start, period.end <= end else {
      throw InputError.invalid([
        Problem(
          file: name,
          message: "the period \(period) is not inside the trace; \(start)/\(end) is allowed")
      ])
    }
    let offset = period.start.seconds(since: start)
    let fine = [60, offset, period.seconds].reduce(step, greatestCommonDivisor)
    if fine == step {
      let first = Int(offset / step)
      return RateProfile(
        step: step, expected: Array(counts[first..<first + Int(period.seconds / step)]))
    }
    var expected: [Double] = []
    expected.reserveCapacity(Int(period.seconds / fine))
    let parts = Int(step / fine)
    let spread = step > 60 ? SmoothSpread(counts) : nil
    var position = Int(offset / fine)
    let end = position + Int(period.seconds / fine)
    while position < end {
      let index = position / parts
      let range = position % parts..<min(parts, end - index * parts)
      if let spread {
        spread.append(parts: parts, of: index, in: range, to: &expected)
      } else {
        expected.append(
          contentsOf: repeatElement(counts[index] / Double(parts), count: range.count))
      }
      position += range.count
    }
    return RateProfile(step: fine, expected: expected)
  }
}

private func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
