package import Billing
internal import Units

/// The price list for people.
package enum CataloguePage {
  /// One row a record; a `*` marks weakly sourced prices.
  ///
  /// - Parameter showsAge: whether the day on which each price was seen last stands beside it.
  package static func list(
    _ skus: [SKU], showsAge: Bool = false, style: TerminalStyle
  ) -> [String] {
    var table = TextTable(
      [.text("SKU, Region, confidence"), .text("term"), .number("price USD"), .text("unit")]
        + (showsAge ? [.text("seen last")] : []))
    for sku in skus {
      table.add(
        [
          "\(sku.key), \(sku.region), \(sku.confidence.rawValue)"
            + (sku.confidence.isWeak ? " *" : ""),
          sku.term.text, price(sku), sku.unit.text,
        ] + (showsAge ? [sku.effective?.description ?? "no date"] : []))
    }
    let weak = skus.count { $0.confidence.isWeak }
    let count = "\(skus.count) records" + (weak > 0 ? ", \(weak) of low confidence (*)" : "")
    return table.foldedLines(style: style) + [style.paint(count, .faint)]
  }

  /// Records without a date first, then from the oldest on; by key and Region among equals.
  package static func byAge(_ skus: [SKU]) -> [SKU] {
    let dated = skus.filter { $0.effective != nil }
    return skus.filter { $0.effective == nil }
      + dated.enumerated().sorted { a, b in
        guard
          let (old, new) = a.element.effective.flatMap({ x in b.element.effective.map { (x, $0) } })
        else { return false }
        return old == new ? a.offset < b.offset : old < new
      }.map(\.element)
  }

  /// Everything known of the records of one key.
  package static func detail(_ skus: [SKU], style: TerminalStyle) -> [String] {
    var lines: [String] = []
    for sku in skus {
      if !lines.isEmpty { lines.append("") }
      lines.append(
        style.paint("\(sku.key) in \(sku.region), \(sku.term.text)".safeForTerminal, .heading))
      for (name, value) in facts(sku) {
        let label = name + String(repeating: " ", count: 12 - name.count)
        let text = wrapped(value.safeForTerminal, width: 68, indent: "")
        for (place, line) in text.enumerated() {
          lines.append((place == 0 ? label : String(repeating: " ", count: 12)) + line)
        }
      }
    }
    return lines
  }

  private static func facts(_ sku: SKU) -> [(String, String)] {
    var facts = [("what", sku.description), ("unit", sku.unit.text)]
    for tier in sku.tiers where sku.freeAllowance == nil || tier.price > .zero {
      let range =
        sku.tiers.count == 1
        ? ""
        : "from \(Figures.count(tier.from)) "
          + (tier.to.map { "to \(Figures.count($0))" } ?? "on") + ": "
      facts.append(("price", "\(range)\(tier.price) USD"))
    }
    if let fee = sku.upfront { facts.append(("upfront", "\(fee) USD once")) }
    if let free = sku.freeAllowance {
      facts.append(("free", "\(Figures.count(free)) \(sku.unit.text) a month"))
    }
    if let minimum = sku.minimum { facts.append(("minimum", minimum.description)) }
    if let increment = sku.increment { facts.append(("increment", increment.description)) }
    if let seen = sku.effective { facts.append(("seen on", seen.description)) }
    facts.append(("source", sku.source))
    facts.append(
      ("confidence", sku.confidence.rawValue + (sku.confidence.isWeak ? " (low)" : "")))
    return facts
  }

  /// The first price, and how many tiers follow.
  static func price(_ sku: SKU) -> String {
    if let free = sku.freeAllowance, sku.firstPrice == .zero { return "\(free) free" }
    let more = sku.tiers.count > 1 ? " (+\(sku.tiers.count - 1))" : ""
    let fee = sku.upfront.map { "\($0) + " } ?? ""
    return "\(fee)\(sku.firstPrice)\(more)"
  }
}
