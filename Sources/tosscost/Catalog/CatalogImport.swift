import ArgumentParser
import Billing
import Reports
import Units

extension CatalogCommand {
  /// `tosscost catalog import FILE`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare the price list with an AWS Price List offer file, and take its prices.",
      discussion: """
        FILE is a bulk offer file of AWS in JSON or CSV, plain or gzip. Without --write nothing is \
        changed. Prices that the file does not state stay as they are, as do those that the list \
        knows from a later day; products that no record stands for are counted and listed. A Region \
        without a price file gets one. Services of which usage types are known:
        \(UsageTypes.services.joined(separator: ", ")).
        """)

    @Argument(help: "The offer file.", completion: .file(extensions: ["json", "csv", "gz"]))
    var file: String

    @Flag(help: "Write the changed price files; all of them or none.")
    var write = false

    @Flag(help: "Also take prices that the list knows from a later day than the file's.")
    var older = false

    @Option(help: "What to print.")
    var format: CatalogFormat = .table

    @OptionGroup var options: CatalogOptions

    func run() throws {
      let folder = try options.folder()
      let offer = try OfferFile.load(path: file)
      let result = try CatalogueImport(offer, into: folder, takesOlder: older)
      if write { try result.write(to: folder) }
      switch format {
      case .json: Terminal.write(try ImportPage.json(result, written: write))
      case .table:
        Terminal.write(ImportPage.lines(result, style: Terminal.outputStyle))
        if !result.newer.isEmpty {
          Terminal.warn(
            "\(result.newer.count) prices of the list are of a later day than "
              + "\(offer.published) and stay; --older takes the file's.")
        }
        if !result.changes.isEmpty {
          Terminal.warn(
            write ? "Written to \(folder)." : "Nothing was written; --write takes the prices.")
        }
      }
    }
  }
}
