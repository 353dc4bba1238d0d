package import Billing
internal import Units

/// What an offer file changes in the price list.
package enum ImportPage {
  package static func lines(_ result: CatalogueImport, style: TerminalStyle) -> [String] {
    let offer = result.offer
    let heading =
      "\(offer.code) of \(offer.published), version \(offer.version): \(result.changes.count) "
      + "prices change, \(result.unchanged) do not, \(result.kept.count) are not in the file and "
      + "stay"
    var lines = wrapped(heading.safeForTerminal, width: 80, indent: "  ")
    lines = lines.map { style.paint($0, .heading) }
    if !result.changes.isEmpty {
      var table = TextTable([
        .text("SKU, Region"), .text("term"), .number("old"), .number("new"), .number("%"),
      ])
      for row in result.changes.flatMap(ImportRow.rows) {
        table.add([
          "\(row.key), \(row.region)", row.term, row.old ?? "new", row.new ?? "gone",
          row.percent ?? "",
        ])
      }
      lines += [""] + table.foldedLines(style: style)
    }
    if !result.newer.isEmpty {
      lines += ["", style.paint("Newer in the list: these stay", .heading)]
      var table = TextTable([
        .text("SKU, Region"), .text("term"), .text("known on"), .number("there"),
        .number("in the file"),
      ])
      for change in result.newer {
        let day = change.old?.effective?.description ?? ""
        for row in ImportRow.rows(change) {
          table.add([
            "\(row.key), \(row.region)", row.term, day, row.old ?? "", row.new ?? "",
          ])
        }
      }
      lines += table.foldedLines(style: style)
    }
    if !result.unmapped.isEmpty {
      let total = result.unmapped.reduce(0) { $0 + $1.count }
      lines += ["", style.paint("\(total) products that no record stands for", .heading)]
      var table = TextTable([.text("usage type"), .number("count"), .text("why")])
      for group in result.unmapped {
        table.add([
          "\(group.service) \(group.usageType)", "\(group.count)", group.reason,
        ])
      }
      lines += table.foldedLines(style: style)
    }
    return lines
  }

  package static func json(_ result: CatalogueImport, written: Bool) throws -> [UInt8] {
    try SnakeCaseJSON.bytes(Document(result, written: written))
  }

  private struct Document: Encodable {
    let offerCode: String
    let version: String
    let published: String
    let written: Bool
    let changes: [ImportRow]
    let unchanged: Int
    let unmapped: [Group]
    let kept: [String]
    let newer: [ImportRow]

    struct Group: Encodable {
      let service: String
      let usageType: String
      let reason: String
      let count: Int
    }

    init(_ result: CatalogueImport, written: Bool) {
      offerCode = result.offer.code
      version = result.offer.version
      published = result.offer.published.description
      self.written = written
      changes = result.changes.flatMap(ImportRow.rows)
      unchanged = result.unchanged
      unmapped = result.unmapped.map {
        Group(service: $0.service, usageType: $0.usageType, reason: $0.reason, count: $0.count)
      }
      newer = result.newer.flatMap(ImportRow.rows)
      kept = result.kept.map { "\($0.key) \($0.term.text) \($0.region)" }
    }
  }
}

/// One price of a changed record: a tier, or the fee.
struct ImportRow: Encodable {
  let key: String
  let region: String
  let term: String
  /// `nil` where there was none.
  let old: String?
  /// `nil` where there is none any more.
  let new: String?
  /// Of the old price, with one decimal; `nil` without one.
  let percent: String?

  static func rows(_ change: PriceChange) -> [ImportRow] {
    let (old, new) = (change.old, change.new)
    var rows: [ImportRow] = []
    for place in 0..<max(old?.tiers.count ?? 0, new.tiers.count) {
      let before = old?.tiers.dropFirst(place).first
      let after = new.tiers.dropFirst(place).first
      guard before != after else { continue }
      let isTiered = max(old?.tiers.count ?? 0, new.tiers.count) > 1
      let name = isTiered ? "\(new.key) tier \(place + 1)" : new.key
      rows.append(
        ImportRow(
          change, key: name, old: before.map { Money($0.price) }, new: after.map { Money($0.price) }
        ))
    }
    if old?.upfront != new.upfront {
      rows.append(
        ImportRow(change, key: "\(new.key) upfront", old: old?.upfront, new: new.upfront))
    }
    return rows
  }

  private init(_ change: PriceChange, key: String, old: Money?, new: Money?) {
    self.key = key
    region = change.new.region
    term = change.new.term.text
    self.old = old.map { Decimal12(trillionths: $0.trillionths).text() }
    self.new = new.map { Decimal12(trillionths: $0.trillionths).text() }
    if let old, let new { percent = (new - old).percent(of: old) } else { percent = nil }
  }
}

extension Money {
  fileprivate init(_ price: UnitPrice) { self.init(trillionths: Int128(price.trillionths)) }
}
