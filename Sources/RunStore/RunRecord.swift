internal import Billing
internal import GRDB
internal import Ledger
internal import Units

/// A row whose content is not what this version writes.
struct UnreadableRecord: Error {
  let what: String

  /// `value`, or this error where it could not be read.
  static func unwrap<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw UnreadableRecord(what: what) }
    return value
  }
}

/// Rows of `run`.
enum RunRecord {
  static func insert(_ run: StoredRun, into database: Database) throws {
    let columns: [(String, (any DatabaseValueConvertible)?)] = [
      ("id", run.run), ("tool_version", run.toolVersion), ("scenario", run.scenario),
      ("scenario_text", run.scenarioText), ("scenario_sha256", run.scenarioSHA256),
      ("period", run.period.description), ("scale", run.scale), ("gaps", run.gaps),
      ("mode", run.mode), ("seed", String(run.seed)), ("replications", run.replications),
      ("trace_sha256", run.traceSHA256), ("catalogue_date", run.catalogueDate),
      ("catalogue_sha256", run.catalogueSHA256), ("total", run.bill.total.description),
      ("total_approximate", run.bill.total.approximateDollars),
      ("monthly_total", run.bill.monthlyTotal.description),
      ("monthly_total_approximate", run.bill.monthlyTotal.approximateDollars),
      ("summary", run.summary),
    ]
    let names = columns.map(\.0).joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO run (\(names)) VALUES (\(marks))",
      arguments: StatementArguments(columns.map(\.1)))
  }

  /// The run without its ledger and bill, which are empty.
  static func fetch(id: String, from database: Database) throws -> StoredRun {
    let found = try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [id])
    let row = try UnreadableRecord.unwrap(found, "run \(id)")
    let period = try UnreadableRecord.unwrap(
      Period(text: row["period"] as String), "the period of run \(id)")
    return StoredRun(
      run: id, toolVersion: row["tool_version"], scenario: row["scenario"],
      scenarioText: row["scenario_text"], scenarioSHA256: row["scenario_sha256"], period: period,
      scale: row["scale"], gaps: row["gaps"], mode: row["mode"],
      seed: try UnreadableRecord.unwrap(
        UInt64(row["seed"] as String), "the seed of run \(id)"),
      replications: row["replications"], traceSHA256: row["trace_sha256"],
      catalogueDate: row["catalogue_date"], catalogueSHA256: row["catalogue_sha256"],
      summary: row["summary"], ledger: UsageLedger(calendar: LedgerCalendar(period: period)),
      bill: Bill(items: [], lines: []))
  }

  static func entries(in database: Database) throws -> [RunEntry] {
    try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY sequence").map { row in
      let id: String = row["id"]
      return RunEntry(
        run: id, scenario: row["scenario"], period: row["period"], mode: row["mode"],
        seed: row["seed"], catalogueDate: row["catalogue_date"],
        total: try UnreadableRecord.unwrap(
          Money(text: row["total"] as String), "the total of run \(id)"),
        monthlyTotal: try UnreadableRecord.unwrap(
          Money(text: row["monthly_total"] as String), "the total of run \(id)"))
    }
  }
}
