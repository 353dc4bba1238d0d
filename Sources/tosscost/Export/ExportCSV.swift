import ArgumentParser
import Files
import Reports
import Scenarios
import Studies
import Units

struct ExportCSV: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "Write month by line by scenario as one table for finance.",
    discussion: """
      Examples:
        tosscost export csv latest
        tosscost export csv 4f2a 91c0 --output months.csv

      One row a month, line and run: amortised cost, cash, the plan's share and the variance, as \
      exact decimals without total rows; and for a run with --replications their mean with its \
      95 % interval.
      """)

  @OptionGroup var sources: RunArguments

  @Option(
    help: ArgumentHelp("The table to write (default: standard output).", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var output: String?

  @OptionGroup var prices: PriceOptions

  func run() throws {
    let folder = try prices.pricesFolder(scenarioPath: nil)
    let entries = try sources.sources().map { source in
      FinanceCSV.Entry(
        summary: source.summary, months: try source.months(pricesFolder: folder),
        replications: source.replications)
    }
    let bytes = FinanceCSV.bytes(entries)
    guard let output else {
      Terminal.write(bytes)
      return
    }
    try OutputFile.write(bytes, to: output)
    Terminal.note("Wrote \(output).")
  }
}
