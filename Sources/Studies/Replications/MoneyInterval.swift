package import Units

/// The mean of some amounts with its 95 % confidence interval.
package struct MoneyInterval: Sendable, Hashable {
  /// Exact.
  package let mean: Money
  /// Statistics, rounded outwards to 10⁻⁴ USD; `nil` with fewer than two amounts.
  package let low: Money?
  package let high: Money?

  package init(_ amounts: [Money]) {
    mean = Money.mean(of: amounts)
    // What never varies has an interval of no width, which rounding must not widen.
    if amounts.count >= 2, amounts.allSatisfy({ $0 == amounts[0] }) {
      low = mean
      high = mean
      return
    }
    let interval = MeanInterval(amounts.map(\.approximateDollars))
    low = interval.low.map { Money(approximateDollars: $0, rounding: .down) }
    high = interval.high.map { Money(approximateDollars: $0, rounding: .up) }
  }

  /// Paired differences a − b: what both have in common cancels.
  package init(of a: [Money], minus b: [Money]) {
    self.init(zip(a, b).map { $0 - $1 })
  }
}

extension Money {
  /// Rounded half-even to 10⁻¹² USD; zero of none.
  static func mean(of amounts: [Money]) -> Money {
    amounts.reduce(.zero, +).scaled(by: 1, over: Int64(max(1, amounts.count)))
  }

  /// A statistic as an amount, to whole 10⁻⁴ USD.
  fileprivate init(approximateDollars dollars: Double, rounding: FloatingPointRoundingRule) {
    self.init(trillionths: Int128((dollars * 10_000).rounded(rounding)) * 100_000_000)
  }
}
