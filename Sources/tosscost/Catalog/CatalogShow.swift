import ArgumentParser
import Billing
import Reports
import Scenarios
import Units

extension CatalogCommand {
  /// `tosscost catalog show SKU`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a price with its tiers, terms, source and confidence.")

    @Argument(help: ArgumentHelp("A key such as fargate.x86.vcpu.", valueName: "sku"))
    var key: String

    @Option(help: "What to print.")
    var format: CatalogFormat = .table

    @OptionGroup var options: CatalogOptions

    func run() throws {
      let list = try PriceList.load(folder: options.folder())
      let skus = list.skus.filter { $0.key == key }
      guard !skus.isEmpty else { throw InputError.invalid([unknown(in: list)]) }
      switch format {
      case .json: Terminal.write(try SnakeCaseJSON.bytes(skus.map(CatalogueRecord.init)))
      case .table: Terminal.write(CataloguePage.detail(skus, style: Terminal.outputStyle))
      }
    }

    private func unknown(in list: PriceList) -> Problem {
      let keys = Set(list.skus.map(\.key)).sorted()
      var hint = ""
      if let near = Suggestion.nearest(to: key, among: keys) {
        hint = "; did you mean `\(near)`?"
      } else {
        let inside = keys.filter { $0.contains(key) }.prefix(8)
        let family = key.split(separator: ".").first.map { "\($0)." } ?? key
        let near = inside.isEmpty ? keys.filter { $0.hasPrefix(family) }.prefix(8) : inside
        if !near.isEmpty { hint = "; among others it has " + near.joined(separator: ", ") }
      }
      return Problem(file: list.path, message: "the price list has no SKU `\(key)`\(hint)")
    }
  }
}
