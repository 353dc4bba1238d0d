internal import Billing
package import Scenarios
package import Units
internal import Workload

extension RunPlan {
  /// Reads a scenario file and everything that it and `options` ask for.
  ///
  /// - Parameters:
  ///   - pricesFolder: where the price list lies.
  ///   - planPath: the plan that the bill of the scenario is set beside; `nil` for none.
  /// - Throws: `InputError`; where the scenario is wrong, with the problems of its trace and of the
  ///   price list beside its own.
  package static func load(
    scenarioPath: String, options: RunOptions, pricesFolder: String,
    planPath: (Scenario) -> String?
  ) throws(InputError) -> RunPlan {
    var inputs = InputCollector()
    let scenario = inputs.read { () throws(InputError) in try Scenario.load(path: scenarioPath) }
    guard let scenario else {
      if case .invalid = inputs.error {
        readRest(scenarioPath, options, pricesFolder, into: &inputs)
      }
      throw inputs.error
    }
    return try RunPlan(
      scenario: scenario, options: options, pricesFolder: pricesFolder,
      planPath: planPath(scenario))
  }

  /// Reads what does not need a valid scenario, for the problems only.
  private static func readRest(
    _ scenarioPath: String, _ options: RunOptions, _ pricesFolder: String,
    into inputs: inout InputCollector
  ) {
    if let path = options.tracePath ?? Scenario.tracePath(inFileAt: scenarioPath) {
      inputs.check(isNeeded: options.tracePath != nil) { () throws(InputError) in
        _ = try LoadTrace.load(path: path, gaps: options.gaps ?? .zero)
      }
    }
    inputs.check(isNeeded: true) { () throws(InputError) in
      _ = try PriceList.load(folder: pricesFolder)
    }
  }
}
