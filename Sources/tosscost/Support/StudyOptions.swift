import ArgumentParser
import Foundation
import Scenarios
import Studies
import Units

/// How a study simulates the scenarios it asks about.
struct StudyOptions: ParsableArguments {
  @Option(help: "Part of the trace to run: 2026-12, 2026-12-05 or START/END in ISO 8601.")
  var period: Period?

  @Option(help: "How load becomes latency and CPU.")
  var mode: SimulationMode?

  @Option(help: "Seed of all randomness.")
  var seed: UInt64 = 1

  @Option(help: "Services simulated side by side; results do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads must be 1 or more.") }
  }

  /// One scenario with these options in place of its own; what is to be said of its start is said.
  ///
  /// - Parameters:
  ///   - costPlan: which plan the bill is set beside; `nil` where only its total counts.
  ///   - change: what else the command line states.
  func plan(
    scenarioPath: String, prices: PriceOptions, costPlan: PlanOptions?,
    change: (inout RunOptions) -> Void = { _ in }
  ) throws(InputError) -> RunPlan {
    var options = RunOptions()
    options.period = period
    options.mode = mode
    options.seed = seed
    change(&options)
    let plan = try RunPlan.load(
      scenarioPath: scenarioPath, options: options,
      pricesFolder: prices.pricesFolder(scenarioPath: scenarioPath)
    ) { scenario in
      costPlan?.path(stated: scenario.planPath)
    }
    for remark in plan.startRemarks { Terminal.warn(remark) }
    return plan
  }
}
