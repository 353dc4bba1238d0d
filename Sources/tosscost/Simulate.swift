import ArgumentParser
import Files
import Reports
import RunStore
import Scenarios
import Studies
import Units
import Workload

/// `tosscost simulate`: one scenario over one load trace at one price list.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulate a scenario's load and price what it uses.",
    discussion: """
      Examples:
        tosscost simulate scenarios/production.yaml
        tosscost simulate scenarios/production.yaml --period 2026-12-05 --output out
        tosscost simulate scenarios/production.yaml --mode fluid --replications 20
        tosscost simulate scenarios/spot.yaml --trace load.csv.gz --scale 2.5 --format json

      The last line of the table format is RUN, the name under which the store keeps the run.
      """)

  @Argument(help: "Scenario file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @OptionGroup var load: LoadOptions
  @OptionGroup var simulation: StudyOptions

  @Option(
    help: """
      Runs under different draws; 2 or more give the month an interval. All files but \
      replications.csv are of the first.
      """)
  var replications = 1

  @Option(
    help: ArgumentHelp(
      "Folder for summary.json, bill.csv, timeline.csv, errors.csv, activities.csv, "
        + "transitions.csv, alarms.csv, usage.csv, replications.csv, scenario.json and plan.json, "
        + "and targets.csv where work stays with its tasks.",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(help: "What to print.")
  var format: ResultFormat = .table

  @OptionGroup var store: StoreOptions
  @OptionGroup var prices: PriceOptions
  @OptionGroup var costPlan: PlanOptions

  func validate() throws {
    guard (1...10_000).contains(replications) else {
      throw ValidationError("--replications must be from 1 to 10000.")
    }
  }

  func run() async throws {
    let plan = try simulation.plan(
      scenarioPath: scenario, prices: prices, costPlan: costPlan
    ) { options in
      load.apply(to: &options)
      options.replications = replications
    }
    for remark in plan.trace.remarks { Terminal.warn(remark) }
    // Opened before the work, so that a place that cannot be written costs no time.
    let store = try store.open()
    var folder: OutputFolder?
    if let output { folder = try OutputFolder(path: output) }

    let bar = ProgressBar(label: plan.scenario.name)
    let result = try await plan.run(threads: simulation.threads) { bar.update($0) }
    bar.finish()

    let summary = RunSummary(result)
    let json = try SummaryJSON.bytes(summary)
    try folder?.write(RunFiles.contents(of: result))
    try store?.save(
      StoredRun(result, summary: json), files: RunFiles.keptContents(of: result))
    switch format {
    case .json: Terminal.write(json)
    case .table:
      Terminal.write(
        RunPage.lines(result, style: Terminal.outputStyle)
          + [
            "", store.map { "Kept in \($0.path) as run" } ?? "Not kept in a store; run",
            summary.run,
          ])
    }
  }
}
