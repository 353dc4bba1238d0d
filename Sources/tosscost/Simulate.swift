import ArgumentParser
import Files
import Foundation
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
        tosscost simulate scenarios/spot.yaml --trace load.csv.gz --scale 2.5 --format json

      The last line of the table format is RUN, the name under which the store keeps the run.
      """)

  @Argument(help: "Scenario file (YAML).")
  var scenario: String

  @Option(
    help: ArgumentHelp(
      "Load trace to replay in place of the scenario's, over its whole range.", valueName: "file"))
  var trace: String?

  @Option(help: ArgumentHelp("Factor on every count of the trace.", valueName: "factor"))
  var scale: Decimal12?

  @Option(help: "Part of the trace to run: 2026-12, 2026-12-05 or START/END in ISO 8601.")
  var period: Period?

  @Option(help: "How load becomes latency and CPU.")
  var mode: SimulationMode?

  @Option(help: "What stands in for intervals that the trace does not have.")
  var gaps: GapRule?

  @Option(help: "Seed of all randomness.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Folder for summary.json, bill.csv, timeline.csv, activities.csv.", valueName: "folder"))
  var output: String?

  @Option(help: "What to print.")
  var format: ResultFormat = .table

  @OptionGroup var store: StoreOptions
  @OptionGroup var prices: PriceOptions

  @Option(help: "Services simulated side by side; results do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads must be 1 or more.") }
    guard (scale?.trillionths ?? 0) >= 0 else {
      throw ValidationError("--scale must be 0 or more.")
    }
  }

  func run() async throws {
    let plan = try plan()
    for remark in plan.trace.remarks { Terminal.warn(remark) }
    // Opened before the work, so that a place that cannot be written costs no time.
    let store = try store.open()
    var folder: OutputFolder?
    if let output { folder = try OutputFolder(path: output) }

    let bar = ProgressBar(label: plan.scenario.name)
    let result = try await plan.run(threads: threads) { bar.update($0) }
    bar.finish()

    let summary = RunSummary(result)
    let json = try SummaryJSON.bytes(summary)
    try folder?.write(RunFiles.all.map { ($0.name, try $0.bytes(result)) })
    try store?.save(
      StoredRun(result, summary: json),
      files: RunFiles.kept.map { ($0.name, try $0.bytes(result)) })
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

  private func plan() throws(InputError) -> RunPlan {
    let checked = try Scenario.load(path: scenario)
    var options = RunOptions()
    options.tracePath = trace
    options.scale = scale
    options.gaps = gaps
    options.period = period
    options.mode = mode
    options.seed = seed
    return try RunPlan(
      scenario: checked, options: options,
      pricesFolder: prices.pricesFolder(scenarioPath: scenario),
      baselinePath: prices.baselinePath(stated: checked.baselinePath, scenarioPath: scenario))
  }
}
