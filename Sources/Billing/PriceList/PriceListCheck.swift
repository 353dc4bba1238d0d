internal import Ledger
package import Units

/// Everything that must hold for a price list before bills rest on it.
///
/// Beyond what `PriceList.load` refuses (tiers that overlap or leave gaps, unknown units and terms,
/// a key stated twice, prices that are negative or not in USD) every meter must have its price, in a
/// unit that can price its readings, and no key may be stated both for every Region and for one.
package struct PriceListCheck: Sendable {
  /// Good records.
  package let recordCount: Int
  package let meterCount: Int
  /// In the order of the files, then what belongs to no record.
  package let problems: [Problem]

  /// - Throws: `InputError.missing` without the folder or any price file.
  package init(folder: String) throws(InputError) {
    let content = try PriceFolder(path: folder)
    var found = content.problems
    recordCount = content.list?.skus.count ?? 0
    meterCount = MeterID.all.count
    if let list = content.list {
      found += Self.shadowed(in: list)
      let refused = content.refusedKeys.sorted().map { "`\($0)`" }
      found += Self.unpriced(in: list).filter { problem in
        !refused.contains { problem.message.contains($0) }
      }
    }
    problems = found
  }

  private static func shadowed(in list: PriceList) -> [Problem] {
    let everywhere = Set(
      list.skus.filter { $0.region == PriceList.everywhere }.map { "\($0.key) \($0.term.text)" })
    return list.skus.filter {
      $0.region != PriceList.everywhere && everywhere.contains("\($0.key) \($0.term.text)")
    }.map {
      list.problem(
        "\($0.key): the term \($0.term.text) is stated for every Region as well; one of the two "
          + "must go", at: $0)
    }
  }

  /// One reading of every example of every meter must become a charge.
  private static func unpriced(in list: PriceList) -> [Problem] {
    guard let period = Period(text: "2026-12-01") else { return [] }
    var lookup = PriceLookup(prices: list)
    for rule in Meters.all {
      var ledger = UsageLedger(calendar: LedgerCalendar(period: period))
      for example in rule.examples { ledger.add(1, to: example, hour: 0) }
      _ = rule.charges(of: ledger, prices: &lookup)
    }
    let priced = Set(Meters.all.flatMap(\.meters))
    let without = MeterID.all.filter { !priced.contains($0) }.map {
      Problem(file: list.path, message: "no rule prices the meter \($0.name)")
    }
    let missing = lookup.unpriced.map { use in
      Problem(
        file: list.path,
        message: "no \(use.name.term.text) price for the SKU `\(use.name.key)` "
          + "(meter \(use.key.meter.name), Region \(use.key.region))")
    }
    return lookup.problems + missing + without
  }
}
