import Billing
import Ledger
import Reports
import Scenarios
import Studies
import Units

extension ReportSource {
  /// Prices the usage as it could be bought otherwise; nothing where usage or scenario are absent.
  mutating func priceOptions(pricesFolder: String) throws(InputError) {
    guard let usage, let scenario = try scenario() else { return }
    options = try PurchaseOptions(
      usage: usage, scenario: scenario, pricesFolder: pricesFolder, costPlan: plan)
  }

  /// The bill month by month.
  ///
  /// - Throws: `InputError.missing` where the folder lacks usage or scenario.
  func months(pricesFolder: String) throws(InputError) -> [MonthBill] {
    guard let usage, let scenario = try scenario() else {
      throw .missing(
        path: "\(name)/usage.csv", reason: "no usage or scenario; run `tosscost simulate` again")
    }
    return try MonthlyBills.bills(
      of: usage, scenario: scenario, pricesFolder: pricesFolder, costPlan: plan,
      catalogueSHA256: summary.catalogue.sha256, name: name)
  }

  private func scenario() throws(InputError) -> Scenario? {
    guard let scenarioText else { return nil }
    return try Scenario.read(Array(scenarioText.utf8), name: "\(name)/scenario.json")
  }

  /// The plan as the run's bill has it.
  private var plan: CostPlan {
    CostPlan(
      lines: summary.bill.lines.compactMap { line in
        PlanLine(rawValue: line.line).map {
          CostPlan.Line(
            id: line.line, title: line.title, monthly: line.baseline, why: line.why,
            covers: $0.services)
        }
      })
  }
}
