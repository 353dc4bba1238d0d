internal import Billing
internal import GRDB
internal import Units

/// Rows of `bill_line` and `line_item`.
enum BillRecord {
  static func insert(_ bill: Bill, run: String, into database: Database) throws {
    try database.execute(
      sql: "UPDATE run SET plan_total = ? WHERE id = ?",
      arguments: [bill.planTotal?.description, run])
    for (position, line) in bill.lines.enumerated() {
      try database.execute(
        sql: "INSERT INTO bill_line (run_id, position, id, title, cost, monthly, baseline, why) "
          + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          run, position, line.id, line.title, line.cost.description, line.monthly.description,
          // Empty for a line of no plan.
          line.baseline?.description ?? "", line.why ?? "",
        ])
    }
    for (position, item) in bill.items.enumerated() {
      try insert(item, run: run, position: position, into: database)
    }
    for (position, item) in bill.unpriced.enumerated() {
      try UnpricedRecord.insert(item, run: run, position: position, into: database)
    }
  }

  private static func insert(
    _ item: LineItem, run: String, position: Int, into database: Database
  ) throws {
    let values: StatementArguments = [
      run, position, item.line, item.component, item.sku, item.tier,
      String(item.quantity.smallestUnits), String(item.quantity.perUnit), item.unit,
      item.unitPrice.description, item.cost.description, item.monthly.description,
      item.cash.description, item.note, item.confidence.rawValue, item.region, item.kind.rawValue,
      item.effective?.description,
    ]
    try database.execute(
      sql: "INSERT INTO line_item (run_id, position, line, component, sku, tier, smallest_units, "
        + "per_unit, unit, unit_price, cost, monthly, cash, note, confidence, "
        + "region, kind, effective) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: values)
  }

  static func fetch(run: String, from database: Database) throws -> Bill {
    let lines = try rows(of: "bill_line", run: run, from: database).map { row in
      let isPlanned = (row["baseline"] as String) != ""
      return BillLine(
        id: row["id"], title: row["title"], cost: try money(row, "cost"),
        monthly: try money(row, "monthly"),
        baseline: isPlanned ? try money(row, "baseline") : nil,
        why: isPlanned ? row["why"] : nil)
    }
    let total = try String.fetchOne(
      database, sql: "SELECT plan_total FROM run WHERE id = ?", arguments: [run])
    return Bill(
      items: try rows(of: "line_item", run: run, from: database).map(item), lines: lines,
      planTotal: try total.map { text in
        try UnreadableRecord.unwrap(Money(text: text), "the plan's total")
      },
      unpriced: try rows(of: "unpriced_item", run: run, from: database).map(UnpricedRecord.item))
  }

  private static func item(_ row: Row) throws -> LineItem {
    let smallestUnits = Int128(row["smallest_units"] as String)
    let perUnit = Int128(row["per_unit"] as String)
    return LineItem(
      line: row["line"], component: row["component"], sku: row["sku"], tier: row["tier"],
      quantity: Quantity(
        smallestUnits: try UnreadableRecord.unwrap(smallestUnits, "a quantity"),
        perUnit: try UnreadableRecord.unwrap(perUnit, "a quantity")),
      unit: row["unit"],
      unitPrice: try UnreadableRecord.unwrap(
        UnitPrice(text: row["unit_price"] as String), "a unit price"),
      cost: try money(row, "cost"), monthly: try money(row, "monthly"),
      cash: try money(row, "cash"), note: row["note"],
      confidence: try UnreadableRecord.unwrap(
        PriceConfidence(rawValue: row["confidence"]), "a confidence"),
      region: row["region"],
      kind: try UnreadableRecord.unwrap(ChargeKind(rawValue: row["kind"]), "a kind of charge"),
      effective: try (row["effective"] as String?).map {
        try UnreadableRecord.unwrap(UTCTime(iso8601: $0)?.date, "a day")
      })
  }

  private static func rows(of table: String, run: String, from database: Database) throws
    -> [Row]
  {
    try Row.fetchAll(
      database, sql: "SELECT * FROM \(table) WHERE run_id = ? ORDER BY position",
      arguments: [run])
  }

  private static func money(_ row: Row, _ column: String) throws -> Money {
    try UnreadableRecord.unwrap(Money(text: row[column] as String), "an amount")
  }
}
