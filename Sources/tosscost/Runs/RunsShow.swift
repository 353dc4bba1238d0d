import ArgumentParser
import Reports
import RunStore

struct RunsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run of the store.",
    discussion: """
      Examples:
        tosscost runs show latest
        tosscost runs show 4f2a --format csv
      """)

  @Argument(
    help: ArgumentHelp(
      "A run, four or more of its first digits, or latest.", valueName: "run"))
  var identifier: String

  @Option(help: "What to print: a table, summary.json or bill.csv.")
  var format: StoredRunFormat = .table

  @OptionGroup var store: StoreOptions

  func run() throws {
    try store.openExisting().find(identifier).print(as: format)
  }
}
