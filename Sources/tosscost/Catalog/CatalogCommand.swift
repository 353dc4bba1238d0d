import ArgumentParser
import Billing
import Units

/// `tosscost catalog`: the price list.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "List, show, check and refresh the prices that bills rest on.",
    discussion: """
      Examples:
        tosscost catalog list --service s3
        tosscost catalog show fargate.x86.vcpu
        tosscost catalog verify --prices my-prices
        tosscost catalog import AmazonECS.json --prices my-prices --write
      """,
    subcommands: [List.self, Show.self, Verify.self, Import.self])
}

/// Which price files a catalogue command works on.
struct CatalogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Folder of price files (default: data/prices).", valueName: "folder"))
  var prices: String?

  func folder() throws(InputError) -> String {
    if let prices { return prices }
    return try DataFolder(scenarioPath: nil).prices
  }
}

/// How a catalogue command prints.
enum CatalogFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json
}

extension PriceConfidence: ExpressibleByArgument {}
