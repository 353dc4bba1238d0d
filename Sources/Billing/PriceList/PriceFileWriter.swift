internal import Files
internal import Units

/// Writes price files in the one layout that the shipped ones have.
enum PriceFileWriter {
  /// The bytes of a Region's file; records by key and term, tiers one to a line where there are
  /// several.
  static func bytes(_ skus: [SKU], date: CivilDate) -> [UInt8] {
    let records = skus.sorted { ($0.key, $0.term.text) < ($1.key, $1.term.text) }.map(record)
    let text = """
      {
        "schema": "\(PriceFileReader.schema)",
        "currency": "USD",
        "as_of": "\(date)",
        "skus": [
      \(records.joined(separator: ",\n"))
        ]
      }

      """
    return Array(text.utf8)
  }

  private static func record(_ sku: SKU) -> String {
    let members: [(String, String)] = [
      ("key", JSONQuoting.quoted(sku.key)), ("service", JSONQuoting.quoted(sku.service)),
      ("description", JSONQuoting.quoted(sku.description)),
      ("unit", JSONQuoting.quoted(sku.unit.text)), ("unit_multiplier", "\(sku.unit.multiplier)"),
      ("term", JSONQuoting.quoted(sku.term.text)), ("tiers", tiers(sku.tiers)),
      ("upfront", text(sku.upfront.map { Decimal12(trillionths: $0.trillionths).text() })),
      ("free_allowance", text(sku.freeAllowance.map { "\($0)" })),
      ("minimum", text(sku.minimum?.description)),
      ("increment", text(sku.increment?.description)),
      ("effective", text(sku.effective.map { "\($0)" })),
      ("source", JSONQuoting.quoted(sku.source)),
      ("confidence", JSONQuoting.quoted(sku.confidence.rawValue)),
    ]
    let lines = members.map { "      \"\($0.0)\": \($0.1)" }
    return "    {\n\(lines.joined(separator: ",\n"))\n    }"
  }

  private static func tiers(_ tiers: [PriceTier]) -> String {
    let items = tiers.map { tier in
      let end = tier.to.map { "\($0)" } ?? "null"
      return "{\"from\": \(tier.from), \"to\": \(end), \"price\": \"\(tier.price)\"}"
    }
    guard items.count > 1 else { return "[\(items.joined())]" }
    return "[\n        \(items.joined(separator: ",\n        "))\n      ]"
  }

  private static func text(_ value: String?) -> String {
    value.map(JSONQuoting.quoted) ?? "null"
  }
}
