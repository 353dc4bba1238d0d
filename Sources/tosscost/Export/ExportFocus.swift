import ArgumentParser
import Billing
import Files
import Ledger
import Reports
import RunStore
import Scenarios
import Units

/// `tosscost export focus`: a stored run for tools that know FOCUS.
struct ExportFocus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "focus",
    abstract: "Write a run as a FOCUS Cost and Usage file: hourly rows for finance's tools.",
    discussion: """
      Covered, uncovered and unused use stand in rows of their own, fees of commitments in Purchase \
      rows. Columns that begin with x_ mark the rows as simulated. EffectiveCost adds up to the \
      bill's amortised total, BilledCost to what is paid in the period.

      Example:
        tosscost export focus latest --output december.csv
      """)

  @Argument(
    help: ArgumentHelp(
      "A run, four or more of its first digits, or latest.", valueName: "run"))
  var identifier: String

  @Option(help: "Version of FOCUS: 1.2 or 1.4.")
  var focusVersion: FocusVersion = .v12

  @Option(help: ArgumentHelp("File to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Account that stands in the file.", valueName: "id"))
  var account = "simulated-account"

  @OptionGroup var store: StoreOptions
  @OptionGroup var prices: PriceOptions
  @OptionGroup var costPlan: PlanOptions

  func run() throws {
    let store = try store.openExisting()
    let stored = try store.find(identifier)
    let scenario = try Scenario.read(
      Array(stored.scenarioText.utf8), name: "scenario of run \(stored.run)")
    let list = try PriceList.load(
      folder: prices.pricesFolder(scenarioPath: nil), forRegionsIn: scenario.resolvedText,
      home: scenario.region
    )
    .applying(scenario.priceOverrides)
    let biller = Biller(
      priceList: list, costPlan: try costPlan.costPlan(of: stored, in: store),
      commitments: scenario.commitments)
    guard try biller.bill(stored.ledger).total == stored.bill.total else {
      throw InputError.invalid([
        Problem(
          file: list.path,
          message: "these prices do not make the bill of run \(stored.run), which was made at those"
            + " of \(stored.catalogueDate) (SHA-256 \(stored.catalogueSHA256.prefix(12))); name"
            + " them by --prices, or price the run again by `tosscost runs reprice`")
      ])
    }
    var context = FocusContext(
      scenario: stored.scenario, run: stored.run, seed: stored.seed,
      replications: stored.replications, catalogueDate: stored.catalogueDate,
      catalogueSHA256: stored.catalogueSHA256, traceSHA256: stored.traceSHA256,
      calendar: stored.ledger.calendar)
    context.account = account
    context.planLines = biller.lines.plannedIDs
    let file = try StreamedFile(path: output)
    var export = FocusExport(context, version: focusVersion) { try file.append($0) }
    try biller.forEachHour(of: stored.ledger) { try export.add($0) }
    try export.finish()
    try file.commit()
    Terminal.warn("\(output): FOCUS \(focusVersion.rawValue), \(export.rowCount) rows")
  }
}

extension FocusVersion: ExpressibleByArgument {}
