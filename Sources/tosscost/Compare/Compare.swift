import ArgumentParser
import Files
import Foundation
import Reports
import Scenarios
import Studies
import Units

/// `tosscost compare`: scenarios side by side.
struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Set scenarios side by side on common random numbers, the cheapest first.",
    discussion: """
      Every scenario meets the same draws in the same replication, so that a difference is that of \
      the scenarios and not of chance; the 95 % interval is of the paired difference to the \
      scenario named production.

      Examples:
        tosscost compare scenarios/*.yaml
        tosscost compare scenarios/production.yaml scenarios/spot.yaml --period 2026-12-05
        tosscost compare scenarios/*.yaml --replications 10 --format csv --output compare.csv
      """)

  @Argument(help: ArgumentHelp("Scenario files (YAML).", valueName: "scenario"))
  var scenarios: [String]

  @Option(help: "Runs of each scenario under different draws; 2 or more give an interval.")
  var replications = 3

  @Option(help: "What to print: table, csv or json.")
  var format: CompareFormat = .table

  @Option(help: ArgumentHelp("File to write in place of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var simulation: StudyOptions
  @OptionGroup var prices: PriceOptions
  @OptionGroup var costPlan: PlanOptions

  func validate() throws {
    guard replications >= 1 else { throw ValidationError("--replications must be 1 or more.") }
  }

  func run() async throws {
    let plans = try plans()
    let bar = ProgressBar(label: "\(plans.count) scenarios")
    let samples = try await Replications.run(
      plans, count: replications, threads: simulation.threads, progress: { bar.update($0) }
    ) { _, result throws(InputError) in ReplicationSample(result) }
    bar.finish()
    let comparison = Comparison(names: plans.map(\.scenario.name), samples: samples)
    let bytes = try format.bytes(
      comparison, style: output == nil ? Terminal.outputStyle : .plain)
    if let output {
      try OutputFile.write(bytes, to: output)
    } else {
      Terminal.write(bytes)
    }
  }

  /// All problems of all scenarios together, a missing file first.
  private func plans() throws -> [RunPlan] {
    var inputs = InputCollector()
    var plans: [RunPlan] = []
    for path in scenarios {
      let plan = inputs.read { () throws(InputError) in
        let plan = try simulation.plan(
          scenarioPath: path, prices: prices, costPlan: costPlan)
        let name = plan.scenario.name
        guard !plans.contains(where: { $0.scenario.name == name }) else {
          throw .invalid([
            Problem(file: path, message: "another scenario compared is named `\(name)` too")
          ])
        }
        return plan
      }
      if let plan { plans.append(plan) }
    }
    guard inputs.isClean else { throw inputs.error }
    return plans
  }
}

/// How a comparison is printed.
enum CompareFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json

  func bytes(_ comparison: Comparison, style: TerminalStyle) throws -> [UInt8] {
    switch self {
    case .json: try CompareJSON.bytes(comparison)
    case .csv: ComparePage.csv(comparison)
    case .table:
      Array(
        (ComparePage.lines(comparison, style: style).joined(separator: "\n") + "\n").utf8)
    }
  }
}
