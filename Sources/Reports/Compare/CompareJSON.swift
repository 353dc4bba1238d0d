package import Studies
internal import Units

/// A comparison as JSON: `{rows: […]}`, the cheapest first, money as decimal strings.
package enum CompareJSON {
  package static func bytes(_ comparison: Comparison) throws -> [UInt8] {
    try PlainJSON.bytes(Rows(rows: comparison.rows.map(Row.init)))
  }

  private struct Rows: Encodable {
    let rows: [Row]
  }

  private struct Row: Encodable {
    let scenario: String
    let monthlyTotal: Money
    /// Absent for a scenario without a plan.
    let vsBaseline: Money?
    @NullWhenAbsent var vsProduction: Difference?
    @NullWhenAbsent var p95Ms: Double?
    let breachMinutes: Double
    let errorRate: Double
    let lowConfidencePrices: [String]

    enum CodingKeys: String, CodingKey {
      case scenario
      case monthlyTotal = "monthly_total"
      case vsBaseline = "vs_baseline"
      case vsProduction = "vs_production"
      case p95Ms = "p95_ms"
      case breachMinutes = "breach_minutes"
      case errorRate = "error_rate"
      case lowConfidencePrices = "low_confidence_prices"
    }

    init(_ row: Comparison.Row) {
      scenario = row.scenario
      monthlyTotal = row.monthlyTotal
      vsBaseline = row.vsBaseline
      vsProduction = row.vsProduction.map(Difference.init)
      p95Ms = row.p95Ms.map { rounded($0, decimals: 3) }
      breachMinutes = rounded(row.breachMinutes, decimals: 3)
      errorRate = rounded(row.errorRate, decimals: 9)
      lowConfidencePrices = row.lowConfidencePrices
    }
  }

  private struct Difference: Codable, Hashable {
    let mean: Money
    @NullWhenAbsent var low: Money?
    @NullWhenAbsent var high: Money?

    init(_ difference: MoneyInterval) {
      mean = difference.mean
      low = difference.low
      high = difference.high
    }
  }

  private static func rounded(_ value: Double, decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
