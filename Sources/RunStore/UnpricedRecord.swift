internal import Billing
internal import GRDB

/// Rows of `unpriced_item`.
enum UnpricedRecord {
  static func insert(
    _ item: UnpricedItem, run: String, position: Int, into database: Database
  ) throws {
    let values: StatementArguments = [
      run, position, item.line, item.component, item.resource, item.sku, item.term, item.region,
      String(item.quantity.smallestUnits), String(item.quantity.perUnit),
      String(item.monthlyQuantity.smallestUnits), String(item.monthlyQuantity.perUnit), item.unit,
      item.offer, item.place,
    ]
    try database.execute(
      sql: "INSERT INTO unpriced_item (run_id, position, line, component, resource, sku, term, "
        + "region, smallest_units, per_unit, monthly_smallest_units, monthly_per_unit, unit, offer, "
        + "place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: values)
  }

  static func item(_ row: Row) throws -> UnpricedItem {
    UnpricedItem(
      line: row["line"], component: row["component"], resource: row["resource"], sku: row["sku"],
      term: row["term"], region: row["region"],
      quantity: try quantity(row, "smallest_units", "per_unit"),
      monthlyQuantity: try quantity(row, "monthly_smallest_units", "monthly_per_unit"),
      unit: row["unit"], offer: row["offer"], place: row["place"])
  }

  private static func quantity(_ row: Row, _ units: String, _ perUnit: String) throws -> Quantity {
    Quantity(
      smallestUnits: try UnreadableRecord.unwrap(Int128(row[units] as String), "a quantity"),
      perUnit: try UnreadableRecord.unwrap(Int128(row[perUnit] as String), "a quantity"))
  }
}
