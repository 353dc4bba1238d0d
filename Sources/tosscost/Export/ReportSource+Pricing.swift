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
      usage: usage, scenario: scenario, pricesFolder: pricesFolder)
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
      of: usage, scenario: scenario, pricesFolder: pricesFolder, costPlan: try costPlan(),
      catalogueSHA256: summary.catalogue.sha256, name: name)
  }

  private func scenario() throws(InputError) -> Scenario? {
    guard let scenarioText else { return nil }
    return try Scenario.read(Array(scenarioText.utf8), name: "\(name)/scenario.json")
  }

  /// The plan that the run's bill is set beside.
  private func costPlan() throws(InputError) -> CostPlan? {
    if let planText { return try CostPlan.read(planText, file: "\(name)/\(CostPlan.fileName)") }
    guard summary.bill.baselineTotal == nil else {
      throw .missing(
        path: "\(name)/\(CostPlan.fileName)",
        reason: "no such file, though the bill has a plan; run `tosscost simulate` again")
    }
    return nil
  }
}
