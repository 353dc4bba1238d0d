import ArgumentParser
import Billing
import Reports
import RunStore
import Scenarios
import Units

extension CostBasis: ExpressibleByArgument {}

/// `tosscost reconcile --actual FILE RUN`: real costs beside a run.
struct Reconcile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Set real costs beside a run: price effect, usage effect, missing lines.",
    discussion: """
      Example:
        tosscost reconcile --actual cur.csv.gz latest

      FILE is an AWS Cost and Usage Report (legacy or CUR 2.0) or a FOCUS export (1.0 to 1.4) in \
      CSV, plain or gzip. The usage effect is the real quantity at the run's average price, the \
      price effect the rest of the difference. Rows that no key of the price list stands for are \
      counted by service; every row's cost is in the total.
      """)

  @Option(help: ArgumentHelp("The export of real costs.", valueName: "file"))
  var actual: String

  @Argument(
    help: ArgumentHelp(
      "A run, four or more of its first digits, or latest.", valueName: "run"))
  var identifier: String

  @Option(help: "Commitments spread over their hours, or what is invoiced.")
  var basis: CostBasis = .amortised

  @Option(help: "What to print.")
  var format: CatalogFormat = .table

  @OptionGroup var store: StoreOptions
  @OptionGroup var prices: PriceOptions
  @OptionGroup var costPlan: PlanOptions

  func run() throws {
    let store = try store.openExisting()
    let stored = try store.find(identifier)
    let scenario = try Scenario.read(
      Array(stored.scenarioText.utf8), name: "scenario of run \(stored.run)")
    let list = try PriceList.load(
      folder: prices.pricesFolder(scenarioPath: nil)
    ).at(home: scenario.region)
    let biller = Biller(
      priceList: list, costPlan: try costPlan.costPlan(of: stored, in: store),
      commitments: scenario.commitments,
      overrides: scenario.priceOverrides)
    let costs = try ActualCosts.load(path: actual, basis: basis, prices: list)
    let result = try biller.reconcile(
      costs, with: biller.grouped(stored.bill), ledger: stored.ledger)
    let period = stored.period.description
    if costs.start != stored.period.start || costs.end != stored.period.end {
      Terminal.warn("The costs are of \(costs.start) to \(costs.end), the run is of \(period).")
    }
    switch format {
    case .json:
      Terminal.write(
        try ReconcileJSON.bytes(result, actual: costs, run: stored.run, period: period))
    case .table:
      Terminal.write(
        ReconcilePage.lines(
          result, actual: costs, run: stored.run, period: period, style: Terminal.outputStyle))
    }
  }
}
