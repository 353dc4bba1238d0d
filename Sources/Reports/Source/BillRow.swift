package import Units

/// One row of `bill.csv`: a component of a line at one tier.
package struct BillRow: Sendable, Hashable {
  package let line: String
  package let component: String
  /// Decimal text, as are the prices: they are shown, not computed with.
  package let quantity: String
  package let unit: String
  package let unitPrice: String
  package let cost: Money
  package let monthly: Money
  package let note: String

  /// The price is not well supported.
  package var isWeak: Bool {
    note.hasPrefix(BillCSV.weakMark) || note.contains("; \(BillCSV.weakMark)")
  }

  /// Reads `bill.csv`.
  ///
  /// - Throws: `InputError.invalid` with every row that is something else.
  static func read(_ bytes: [UInt8], source: String) throws(InputError) -> [BillRow] {
    let plain = BillCSV.header(hasPlan: false)
    let isPlain =
      bytes.starts(with: (plain.joined(separator: ",") + "\r\n").utf8)
      || bytes.starts(with: (plain.joined(separator: ",") + "\n").utf8)
    let header = isPlain ? plain : BillCSV.header(hasPlan: true)
    var rows = try CSVFile(bytes, header: header, source: source)
    var result: [BillRow] = []
    while let row = rows.next() {
      // Use without a price has no amount; the summary has it.
      if row.text(header.count - 1).hasPrefix(BillCSV.unpricedMark + ":"), row.text(5).isEmpty {
        continue
      }
      guard let cost = Money(text: row.text(5)), let monthly = Money(text: row.text(6)) else {
        rows.report("cost_usd and monthly_usd must be decimal numbers")
        continue
      }
      // A line that nothing was used of has no component.
      if row.text(1).isEmpty { continue }
      result.append(
        BillRow(
          line: row.text(0), component: row.text(1), quantity: row.text(2), unit: row.text(3),
          unitPrice: row.text(4), cost: cost, monthly: monthly, note: row.text(header.count - 1)))
    }
    try rows.throwProblems()
    return result
  }
}
