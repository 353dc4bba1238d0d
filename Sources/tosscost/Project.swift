import ArgumentParser
import Files
import Foundation
import Reports
import Scenarios
import Studies
import Units
import Workload

/// `tosscost project`: what the coming months cost, from sampled futures of the load.
struct Project: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "project",
    abstract: "Project the bill of coming months with its spread.",
    discussion: """
      Forecasts the load hour by hour from its history, simulates sampled futures in fluid mode and
      prices each. The months are the whole calendar months after the history's end.

      Examples:
        tosscost project scenarios/production.yaml --months 1 --paths 200
        tosscost project scenarios/production.yaml --months 3 --growth 1.05 --format csv
        tosscost project scenarios/spot.yaml --trace history.csv.gz --format json --output next.json
      """)

  @Argument(help: "Scenario file (YAML).")
  var scenario: String

  @Option(help: "Whole calendar months to project, 1 to 24.")
  var months = 1

  @Option(help: "Sampled futures, 1 to 1000000.")
  var paths = 1000

  @Option(
    help: ArgumentHelp(
      "History in place of the scenario's trace, over its whole range.", valueName: "file"))
  var trace: String?

  @Option(help: ArgumentHelp("Factor on every count of the history.", valueName: "factor"))
  var scale: Decimal12?

  @Option(help: "What stands in for intervals that the history does not have.")
  var gaps: GapRule?

  @Option(
    help: ArgumentHelp(
      "Growth that the history does not show: factor on the load in every month, as in 1.05.",
      valueName: "factor"))
  var growth: Double?

  @Option(help: "Seed of all randomness.")
  var seed: UInt64 = 1

  @Option(help: "What to print.")
  var format: ProjectionFormat = .table

  @Option(
    help: ArgumentHelp("File to write; absent: standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var prices: PriceOptions
  @OptionGroup var costPlan: PlanOptions

  @Option(help: "Futures simulated side by side; results do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads must be 1 or more.") }
    guard (1...24).contains(months) else { throw ValidationError("--months must be 1 to 24.") }
    guard (1...1_000_000).contains(paths) else {
      throw ValidationError("--paths must be 1 to 1000000.")
    }
    guard growth.map({ $0 > 0 && $0 <= 10 }) ?? true else {
      throw ValidationError("--growth must be above 0 and at most 10.")
    }
    guard (scale?.trillionths ?? 0) >= 0 else {
      throw ValidationError("--scale must be 0 or more.")
    }
  }

  func run() async throws {
    let plan = try plan()
    for remark in plan.remarks { Terminal.warn(remark) }
    let bar = ProgressBar(label: plan.scenario.name)
    let projection = try await plan.run(threads: threads) { bar.update($0) }
    bar.finish()
    let bytes: [UInt8]
    switch format {
    case .json: bytes = try ProjectionJSON.bytes(projection)
    case .csv: bytes = ProjectionCSV.bytes(projection)
    case .table:
      let style =
        output == nil
        ? Terminal.outputStyle : TerminalStyle(isTerminal: false, environment: [:])
      let lines = ProjectionPage.lines(projection, style: style)
      bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    }
    if let output {
      try OutputFile.write(bytes, to: output)
    } else {
      Terminal.write(bytes)
    }
  }

  private func plan() throws(InputError) -> ProjectionPlan {
    let checked = try Scenario.load(path: scenario)
    var run = RunOptions()
    run.tracePath = trace
    run.scale = scale
    run.gaps = gaps
    run.seed = seed
    var options = ProjectionOptions()
    options.months = months
    options.paths = paths
    options.seed = seed
    options.growth = growth
    return try ProjectionPlan(
      RunPlan(
        scenario: checked, options: run,
        pricesFolder: prices.pricesFolder(scenarioPath: scenario),
        planPath: costPlan.path(stated: checked.planPath)),
      options: options)
  }
}

/// How a projection is written.
enum ProjectionFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json
}
