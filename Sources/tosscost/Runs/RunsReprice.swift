import ArgumentParser
import Billing
import Files
import Reports
import RunStore
import Scenarios
import Studies
import Units

struct RunsReprice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reprice", abstract: "Price a run's usage again, without simulating.",
    discussion: """
      Example:
        tosscost runs reprice latest --prices edited-prices

      The result is a run of its own, which the store keeps; the commitments and prices that the \
      run's scenario states still hold, and so does the plan unless --plan names another or none.
      """)

  @Argument(
    help: ArgumentHelp(
      "A run, four or more of its first digits, or latest.", valueName: "run"))
  var identifier: String

  @Option(help: "What to print: a table, summary.json or bill.csv.")
  var format: StoredRunFormat = .table

  @OptionGroup var store: StoreOptions
  @OptionGroup var prices: PriceOptions
  @OptionGroup var costPlan: PlanOptions

  func run() throws {
    let store = try store.openExisting()
    let stored = try store.find(identifier)
    let scenario = try Scenario.read(
      Array(stored.scenarioText.utf8), name: "scenario of run \(stored.run)")
    let plan = try costPlan.costPlan(of: stored, in: store)
    let repricing = try Repricing(
      ledger: stored.ledger, scenario: scenario,
      pricesFolder: prices.pricesFolder(scenarioPath: nil), costPlan: plan)
    let repriced = try stored.repriced(repricing)
    let isSamePrice = repriced.catalogueSHA256 == stored.catalogueSHA256
    if stored.replications > 1, !isSamePrice {
      Terminal.note(
        "Only the first of \(stored.replications) replications keeps its usage: the new prices have "
          + "no interval.")
    }
    try store.save(
      repriced,
      files: store.files(of: stored.run).filter {
        $0.name != CostPlan.fileName && (isSamePrice || $0.name != "replications.csv")
      }.map { FileContent(name: $0.name, bytes: $0.bytes) }
        + (plan.map { [FileContent(name: CostPlan.fileName, bytes: $0.text)] } ?? []))
    try repriced.print(as: format)
    if format == .table { Terminal.write(["", "Kept in \(store.path) as run", repriced.run]) }
  }
}
