internal import Billing
internal import Units

/// What one simulated future costs, by month and line, with Spot kept apart so that its price can
/// vary without another simulation.
struct PathCost: Sendable {
  struct Month: Sendable {
    /// By the line's id, Spot at its list price included.
    var lines: [String: Money]
    var spot: Money
  }

  var months: [Month] = []
  /// Prices of low confidence, and the lines that rest on them.
  private(set) var lowConfidencePrices: Set<String> = []
  private(set) var lowConfidenceLines: Set<String> = []

  mutating func add(_ bill: Bill) {
    lowConfidencePrices.formUnion(bill.lowConfidencePrices)
    lowConfidenceLines.formUnion(bill.lowConfidenceLines)
    months.append(
      Month(
        lines: Dictionary(uniqueKeysWithValues: bill.lines.map { ($0.id, $0.cost) }),
        spot: bill.items.reduce(.zero) { $1.sku.hasPrefix("fargate_spot.") ? $0 + $1.cost : $0 }))
  }

  /// The lines that a month has.
  var usedLines: Set<String> { Set(months.flatMap(\.lines.keys)) }

  /// The lines of a month when Spot costs `factor` times its list price.
  func lines(month: Int, spotFactor factor: Decimal12, spotLine: String) -> [String: Money] {
    var lines = months[month].lines
    guard months[month].spot != .zero else { return lines }
    let spot = months[month].spot
    let scaled = Money(
      trillionths: (spot.trillionths * factor.trillionths).dividedHalfEven(by: Decimal12.one))
    lines[spotLine, default: .zero] += scaled - spot
    return lines
  }

  /// The total over all months, for variances.
  func dollars(spotFactor: Double) -> Double {
    months.reduce(0) { sum, month in
      let lines = month.lines.values.reduce(.zero, +).approximateDollars
      return sum + lines + (spotFactor - 1) * month.spot.approximateDollars
    }
  }
}
