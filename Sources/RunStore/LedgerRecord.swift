internal import Foundation
internal import GRDB
internal import Ledger
internal import Units

/// Rows of `reading`.
enum LedgerRecord {
  static func insert(_ ledger: UsageLedger, run: String, into database: Database) throws {
    let statement = try database.makeStatement(
      sql: "INSERT INTO reading (run_id, meter, resource, variant, region, quantities) "
        + "VALUES (?, ?, ?, ?, ?, ?)")
    for key in ledger.keys {
      try statement.execute(arguments: [
        run, key.meter.name, key.resource, key.variant, key.region,
        blob(of: ledger.readings(of: key)),
      ])
    }
  }

  static func fetch(run: String, period: Period, from database: Database) throws -> UsageLedger {
    var ledger = UsageLedger(calendar: LedgerCalendar(period: period))
    let rows = try Row.fetchCursor(
      database, sql: "SELECT * FROM reading WHERE run_id = ?", arguments: [run])
    while let row = try rows.next() {
      let name: String = row["meter"]
      let meter = try UnreadableRecord.unwrap(MeterID.named(name), "the meter \(name)")
      let key = MeterKey(
        meter, resource: row["resource"], variant: row["variant"], region: row["region"])
      let readings = try readings(in: row["quantities"], count: ledger.calendar.hourCount)
      for (hour, quantity) in readings.enumerated() {
        ledger.add(quantity, to: key, hour: hour)
      }
    }
    return ledger
  }

  private static func blob(of readings: [Int64]) -> Data {
    var data = Data(capacity: readings.count * 8)
    for reading in readings {
      withUnsafeBytes(of: reading.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  private static func readings(in data: Data, count: Int) throws -> [Int64] {
    guard data.count == count * 8 else { throw UnreadableRecord(what: "a series of readings") }
    return try data.withUnsafeBytes { buffer in
      try (0..<count).map { index in
        let value = Int64(
          littleEndian: buffer.loadUnaligned(fromByteOffset: index * 8, as: Int64.self))
        guard value >= 0 else { throw UnreadableRecord(what: "a negative reading") }
        return value
      }
    }
  }
}
