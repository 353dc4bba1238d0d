import ArgumentParser
import Billing
import Reports
import RunStore
import Scenarios
import Units

/// `tosscost explain RUN LINE`: from an amount down to price and ledger hours.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where a line of a run's bill comes from.",
    discussion: """
      Examples:
        tosscost explain latest data-transfer
        tosscost explain latest rds-postgresql/primary-instance-db.r6g.xlarge.multi --top 3

      LINE is a line of the bill, or LINE/COMPONENT as in bill.csv. The price list at hand gives \
      sources; amounts and unit prices are those of the run.
      """)

  @Argument(
    help: ArgumentHelp(
      "A run, four or more of its first digits, or latest.", valueName: "run"))
  var identifier: String

  @Argument(help: "A line of the bill, or LINE/COMPONENT.")
  var line: String

  @Option(help: ArgumentHelp("How many of the busiest hours to show.", valueName: "count"))
  var top = 5

  @Option(help: "What to print.")
  var format: CatalogFormat = .table

  @OptionGroup var store: StoreOptions
  @OptionGroup var prices: PriceOptions
  @OptionGroup var costPlan: PlanOptions

  func validate() throws {
    guard top >= 0 else { throw ValidationError("--top must be 0 or more.") }
  }

  func run() throws {
    let store = try store.openExisting()
    let stored = try store.find(identifier)
    let scenario = try Scenario.read(
      Array(stored.scenarioText.utf8), name: "scenario of run \(stored.run)")
    let list = try PriceList.load(
      folder: prices.pricesFolder(scenarioPath: nil), forRegionsIn: scenario.resolvedText,
      home: scenario.region)
    let biller = Biller(
      priceList: list, costPlan: try costPlan.costPlan(of: stored, in: store),
      commitments: scenario.commitments,
      overrides: scenario.priceOverrides)
    let parts = line.split(separator: "/", maxSplits: 1).map(String.init)
    guard let id = parts.first else { throw ValidationError("LINE must not be empty.") }
    let explanation = try biller.explain(
      line: id, component: parts.dropFirst().first, of: biller.grouped(stored.bill),
      ledger: stored.ledger)
    if list.sha256 != stored.catalogueSHA256 {
      Terminal.warn(
        "The run was priced at the list of \(stored.catalogueDate); sources are those of "
          + "\(list.path), of \(list.date).")
    }
    switch format {
    case .json: Terminal.write(try ExplainJSON.bytes(explanation, run: stored.run, top: top))
    case .table:
      Terminal.write(ExplainPage.lines(explanation, top: top, style: Terminal.outputStyle))
    }
  }
}
