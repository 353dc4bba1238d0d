import ArgumentParser
import Billing
import Reports
import Scenarios
import Units

extension CatalogCommand {
  /// `tosscost catalog list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List prices.")

    @Option(help: ArgumentHelp("Only this service, such as s3 or rds_postgres.", valueName: "name"))
    var service: String?

    @Option(help: ArgumentHelp("Only this Region, or global.", valueName: "name"))
    var region: String?

    @Option(help: "Only prices of this confidence.")
    var confidence: PriceConfidence?

    @Flag(help: "By the day on which a price was seen last: undated ones first, then the oldest.")
    var age = false

    @Option(help: "What to print.")
    var format: CatalogFormat = .table

    @OptionGroup var options: CatalogOptions

    func run() throws {
      let list = try PriceList.load(folder: options.folder())
      try check(service, among: list.skus.map(\.service), what: "--service")
      try check(region, among: list.skus.map(\.region), what: "--region")
      var skus = list.skus.filter {
        (service == nil || $0.service == service) && (region == nil || $0.region == region)
          && (confidence == nil || $0.confidence == confidence)
      }
      if age { skus = CataloguePage.byAge(skus) }
      switch format {
      case .json: Terminal.write(try SnakeCaseJSON.bytes(skus.map(CatalogueRecord.init)))
      case .table:
        Terminal.write(CataloguePage.list(skus, showsAge: age, style: Terminal.outputStyle))
      }
    }

    private func check(_ value: String?, among known: [String], what: String) throws {
      guard let value, !known.contains(value) else { return }
      let names = Set(known).sorted()
      let hint =
        Suggestion.nearest(to: value, among: names).map { "; did you mean \($0)?" }
        ?? "; known are \(names.joined(separator: ", "))"
      throw ValidationError("\(what): the price list has no \(value)\(hint)")
    }
  }
}
