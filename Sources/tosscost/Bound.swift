import ArgumentParser
import Billing
import Foundation
import Reports
import Scenarios
import Studies
import Units

/// `tosscost bound`: how much dearer a policy is than perfect foresight.
struct Bound: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare a run's scaling with the cheapest schedule that foresight allows.",
    discussion: """
      Examples:
        tosscost bound latest
        tosscost bound scenarios/production.yaml --format json

      The bound knows the load in advance, and is held to the same start-up time, minimum billing, \
      minimum and maximum. A scenario is simulated first; a run of the store is taken from its \
      timeline.
      """)

  @Argument(help: ArgumentHelp("A run, or a scenario file.", valueName: "run|scenario"))
  var subject: String

  @Option(help: "Percent of CPU that tasks may use (default: the tracking policy's target, or 70).")
  var target: Double?

  @OptionGroup var load: LoadOptions
  @OptionGroup var simulation: StudyOptions

  @Option(help: "What to print.")
  var format: ResultFormat = .table

  @OptionGroup var store: StoreOptions
  @OptionGroup var prices: PriceOptions

  func validate() throws {
    guard target.map({ $0 > 0 && $0 <= 100 }) ?? true else {
      throw ValidationError("--target must be above 0, at most 100.")
    }
  }

  func run() async throws {
    let result =
      subject.hasSuffix(".yaml") || subject.hasSuffix(".yml")
      ? try await simulated() : try stored()
    switch format {
    case .json: Terminal.write(try BoundReport.json(result))
    case .table: Terminal.write(BoundReport.lines(result, style: Terminal.outputStyle))
    }
  }

  private func stored() throws -> BoundResult {
    guard load.trace == nil, load.scale == nil, load.gaps == nil, simulation.period == nil,
      simulation.mode == nil
    else {
      throw ValidationError(
        "--trace, --scale, --gaps, --period and --mode belong to a scenario, not to a run.")
    }
    let source = try RunReference(text: subject).source(store: store)
    let (scenario, bounds) = try source.bounds(target: target)
    let list = try PriceList.load(
      folder: prices.pricesFolder(scenarioPath: nil), forRegionsIn: scenario.resolvedText,
      home: scenario.region
    )
    .applying(scenario.priceOverrides)
    return try BoundResult(
      services: scenario.services.enumerated().map { ($0.element, bounds[$0.offset]) }, prices: list
    )
  }

  private func simulated() async throws -> BoundResult {
    let plan = try simulation.plan(scenarioPath: subject, prices: prices, costPlan: nil) {
      load.apply(to: &$0)
    }
    return try await plan.bounds(target: target, threads: simulation.threads)
  }
}
