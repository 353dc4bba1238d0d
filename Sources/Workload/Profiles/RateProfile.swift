/// The expected arrivals of a period in equal steps: what the data planes draw from.
package struct RateProfile: Sendable, Hashable {
  /// Seconds a step, 1 to 60 and a divisor of 60.
  package let step: Int64
  /// Expected requests in each step from the start of the period; finite and not negative.
  package let expected: [Double]

  package init(step: Int64, expected: [Double]) {
    self.step = step
    self.expected = expected
  }

  package var total: Double { compensatedSum(expected) }
}
