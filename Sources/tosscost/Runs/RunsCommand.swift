import ArgumentParser

/// `tosscost runs`: what the store keeps.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List, show and price again the runs that were made.",
    discussion: """
      Examples:
        tosscost runs list
        tosscost runs show latest
        tosscost runs reprice 4f2a --prices edited-prices

      RUN is the name that simulate prints, four or more of its first digits, or latest.
      """,
    subcommands: [
      RunsList.self,
      RunsShow.self,
      RunsReprice.self,
    ])
}

/// How a stored run is printed.
enum StoredRunFormat: String, CaseIterable, ExpressibleByArgument {
  case table
  /// Exactly `summary.json`.
  case json
  /// Exactly `bill.csv`.
  case csv
}
