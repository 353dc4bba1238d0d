import ArgumentParser
import Units

/// Which price list and plan a command uses.
struct PriceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Folder of price files (default: data/prices).", valueName: "folder"))
  var prices: String?

  @Option(
    help: ArgumentHelp("The plan that bills are compared with.", valueName: "file"))
  var baseline: String?

  /// The folder of prices: the option, or the one that ships.
  func pricesFolder(scenarioPath: String?) throws(InputError) -> String {
    if let prices { return prices }
    return try DataFolder(scenarioPath: scenarioPath).prices
  }

  /// The plan's file: the option, the scenario's own, or the one that ships.
  func baselinePath(stated: String?, scenarioPath: String?) throws(InputError) -> String {
    if let path = baseline ?? stated { return path }
    return try DataFolder(scenarioPath: scenarioPath).baseline
  }
}
