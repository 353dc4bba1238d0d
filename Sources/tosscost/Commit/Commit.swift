import ArgumentParser
import Billing
import Files
import Foundation
import Ledger
import Reports
import RunStore
import Scenarios
import Studies
import Units

/// `tosscost commit`: what to buy ahead, given what was simulated.
struct Commit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "Find the commitments that cost least for a scenario or a stored run.",
    discussion: """
      Three answers: for each Savings Plan and reservation the amount that minimises the expected \
      cost of the simulated hours, with the month from which it pays and the regret if the load \
      falls by 30 %; what the given commitments cost; and what reaches a coverage.

      Examples:
        tosscost commit scenarios/production.yaml
        tosscost commit latest --coverage 80
        tosscost commit latest --given compute_savings_plan/1yr/no_upfront/0.47
        tosscost commit latest --given db.r6g.xlarge.multi/3yr/all_upfront/1 --format json

      A scenario is simulated, a run is read from the store. Without --given, the commitments that the \
      scenario states are judged. In JSON, money and commitments are decimal strings: dollars an \
      hour of a Savings Plan, instances or nodes of a reservation.
      """)

  @Argument(
    help: ArgumentHelp(
      "A scenario file, or a run: its name, four or more of its first digits, or latest.",
      valueName: "scenario|run"))
  var subject: String

  @Option(
    help: ArgumentHelp(
      "A commitment to judge, TYPE/TERM/PAYMENT/AMOUNT; may be repeated.", valueName: "offer"))
  var given: [GivenCommitment] = []

  @Option(help: ArgumentHelp("Share of on-demand cost to replace, in percent.", valueName: "pct"))
  var coverage: Decimal12?

  @Option(help: "What to print.")
  var format: ResultFormat = .table

  @Option(help: "Replications of a scenario, over which costs are averaged.")
  var replications = 1

  @OptionGroup var simulation: StudyOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var prices: PriceOptions

  func validate() throws {
    guard replications >= 1 else { throw ValidationError("--replications must be 1 or more.") }
    if let coverage {
      guard (0...100 * Decimal12.one).contains(coverage.trillionths) else {
        throw ValidationError("--coverage must be from 0 to 100.")
      }
    }
  }

  func run() async throws {
    let usage =
      Self.isFile(subject) ? try await simulatedUsage() : try storedUsage()
    let stated = given.reduce(Commitments()) {
      $0.adding($1.commitments.reserved(in: usage.scenario.region))
    }
    let study = try CommitStudy(
      ledgers: usage.ledgers, priceList: usage.prices,
      given: given.isEmpty ? usage.scenario.commitments : stated, coverage: coverage)
    switch format {
    case .json:
      for remark in study.remarks { Terminal.warn(remark) }
      Terminal.write(try CommitJSON.bytes(study))
    case .table: Terminal.write(CommitPage.lines(study, style: Terminal.outputStyle))
    }
  }

  /// Hourly use and what it is priced with.
  private struct Usage {
    let scenario: Scenario
    let ledgers: [UsageLedger]
    let prices: PriceList
  }

  /// Whatever looks like a path is one; a run is a name without dots and slashes.
  private static func isFile(_ subject: String) -> Bool {
    subject.contains("/") || subject.contains(".")
  }

  private func simulatedUsage() async throws -> Usage {
    let plan = try simulation.plan(scenarioPath: subject, prices: prices, costPlan: nil)
    let bar = ProgressBar(label: plan.scenario.name)
    let ledgers = try await Replications.run(
      [plan], count: replications, threads: simulation.threads, progress: { bar.update($0) }
    ) { _, result throws(InputError) in result.ledger }
    bar.finish()
    return Usage(
      scenario: plan.scenario, ledgers: ledgers[0], prices: plan.prices)
  }

  private func storedUsage() throws -> Usage {
    let stored = try store.openExisting().find(subject)
    let scenario = try Scenario.read(
      Array(stored.scenarioText.utf8), name: "scenario of run \(stored.run)")
    let list = try PriceList.load(
      folder: prices.pricesFolder(scenarioPath: nil), forRegionsIn: scenario.resolvedText,
      home: scenario.region
    )
    .applying(scenario.priceOverrides)
    return Usage(
      scenario: scenario, ledgers: [stored.ledger], prices: list)
  }
}
