package import Billing
internal import Units

/// A run beside real costs for programs.
package enum ReconcileJSON {
  package static func bytes(
    _ result: Reconciliation, actual: ActualCosts, run: String, period: String
  ) throws -> [UInt8] {
    try SnakeCaseJSON.bytes(Document(result, actual: actual, run: run, period: period))
  }

  private struct Document: Encodable {
    let run: String
    let runPeriod: String
    let format: String
    let basis: String
    let actualStart: String
    let actualEnd: String
    let actualRows: Int
    let simulatedTotal: Money
    let actualTotal: Money
    let rows: [Row]
    let excluded: [Excluded]

    struct Row: Encodable {
      let line: String?
      let name: String
      let region: String
      let unit: String
      let standing: String
      let simulatedQuantity: String?
      let actualQuantity: String?
      let simulated: Money
      let actual: Money
      let difference: Money
      let usageEffect: Money
      let priceEffect: Money
      let actualRows: Int
      let lowConfidence: Bool
    }

    struct Excluded: Encodable {
      let kind: String
      let amount: Money
      let rows: Int
    }

    init(_ result: Reconciliation, actual: ActualCosts, run: String, period: String) {
      self.run = run
      runPeriod = period
      format = actual.format
      basis = actual.basis.rawValue
      actualStart = actual.start.description
      actualEnd = actual.end.description
      actualRows = actual.rowCount
      simulatedTotal = result.simulatedTotal
      actualTotal = result.actualTotal
      rows = result.rows.map {
        Row(
          line: $0.line, name: $0.name, region: $0.region, unit: $0.unit,
          standing: $0.standing.rawValue, simulatedQuantity: $0.simulatedQuantity?.description,
          actualQuantity: $0.actualQuantity?.description, simulated: $0.simulated,
          actual: $0.actual, difference: $0.difference, usageEffect: $0.usageEffect,
          priceEffect: $0.priceEffect, actualRows: $0.actualRows, lowConfidence: $0.lowConfidence)
      }
      excluded = actual.excluded.map {
        Excluded(kind: $0.kind, amount: $0.amount, rows: $0.rows)
      }
    }
  }
}
