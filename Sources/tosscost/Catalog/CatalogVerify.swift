import ArgumentParser
import Billing
import Reports
import Units

extension CatalogCommand {
  /// `tosscost catalog verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the price files and list every problem.",
      discussion: """
        Tiers must be contiguous, units and terms known, no key stated twice, and every meter must \
        have a price in a unit that fits its readings. Exit code 65 where something is wrong.
        """)

    @Option(help: "What to print.")
    var format: CatalogFormat = .table

    @OptionGroup var options: CatalogOptions

    func run() throws {
      let folder = try options.folder()
      let check = try PriceListCheck(folder: folder)
      if format == .json {
        Terminal.write(try SnakeCaseJSON.bytes(Document(check)))
        if !check.problems.isEmpty { throw ExitCode(CommandFailure.invalidInput) }
        return
      }
      guard check.problems.isEmpty else { throw InputError.invalid(check.problems) }
      Terminal.write([
        "\(folder): \(check.recordCount) records and the prices of \(check.meterCount) meters are "
          + "in order"
      ])
    }

    private struct Document: Encodable {
      let records: Int
      let meters: Int
      let problems: [Item]

      struct Item: Encodable {
        let file: String
        let line: Int?
        let column: Int?
        let message: String
      }

      init(_ check: PriceListCheck) {
        records = check.recordCount
        meters = check.meterCount
        problems = check.problems.map {
          Item(file: $0.file, line: $0.line, column: $0.column, message: $0.message)
        }
      }
    }
  }
}
