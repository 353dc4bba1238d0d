import ArgumentParser
import Units

/// Which price list a command uses.
struct PriceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Folder of price files (default: data/prices).", valueName: "folder"))
  var prices: String?

  /// The folder of prices: the option, or the one that ships.
  func pricesFolder(scenarioPath: String?) throws(InputError) -> String {
    if let prices { return prices }
    return try DataFolder(scenarioPath: scenarioPath).prices
  }
}
