internal import Studies

/// What a bill is without: use that the price list has no price for, and how to get one.
enum NotPricedLines {
  /// What the total is called: it says what it lacks.
  static func totalTitle(_ bill: RunSummary.BillFigures) -> String {
    let count = bill.notPriced?.count ?? 0
    return count == 0 ? "Total" : "Total, without \(items(count))"
  }

  static func items(_ count: Int) -> String { count == 1 ? "1 item" : "\(count) items" }

  static func lines(_ items: [RunSummary.NotPriced], style: TerminalStyle) -> [String] {
    guard !items.isEmpty else { return [] }
    var lines = ["", style.paint("Not priced: \(Self.items(items.count))", .heading)]
    for item in items {
      lines += wrapped(
        "\(item.line)/\(item.component): \(item.monthlyQuantity) \(item.unit) a month; "
          .safeForTerminal + "\(reason(item))".safeForTerminal, indent: "  ")
    }
    return lines + wrapped(remedy(items), indent: "  ")
  }

  /// Which price is missing, and for what of the scenario.
  static func reason(_ item: RunSummary.NotPriced) -> String {
    let place = item.place.isEmpty ? "" : " (\(item.place))"
    return "\(item.region) has no \(item.term) price of \(item.sku)\(place)"
  }

  /// The commands that bring the missing prices, from the files of AWS's price list.
  static func remedy(_ items: [RunSummary.NotPriced]) -> String {
    let offers = Set(items.map(\.offer)).filter { !$0.isEmpty }.sorted()
    guard !offers.isEmpty else {
      return "A price can be stated under `prices` in the scenario."
    }
    let commands = offers.map { "tosscost catalog import \($0).csv --write" }
    return "To price them: \(commands.joined(separator: "; ")) with the Region's offer file, or "
      + "state the price under `prices` in the scenario."
  }
}
