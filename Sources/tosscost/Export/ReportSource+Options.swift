import Billing
import Reports
import Scenarios
import Studies
import Units

extension ReportSource {
  /// Prices the usage as it could be bought otherwise; nothing where usage or scenario are absent.
  mutating func priceOptions(pricesFolder: String) throws(InputError) {
    guard let usage, let scenarioText else { return }
    let scenario = try Scenario.read(Array(scenarioText.utf8), name: "scenario.json")
    options = try PurchaseOptions(
      usage: usage, scenario: scenario, pricesFolder: pricesFolder, baseline: plan)
  }

  /// The plan as the run's bill has it.
  private var plan: Baseline {
    Baseline(
      lines: summary.bill.lines.compactMap { line in
        PlanLine(rawValue: line.line).map {
          Baseline.Line(id: $0, title: line.title, monthly: line.baseline, why: line.why)
        }
      })
  }
}
