package import Ledger
package import Units

/// `usage.csv`: the usage ledger, exactly, for those who price it their own way.
///
/// A row stands for one or more consecutive clock hours with the same reading in each.
package enum UsageCSV {
  static let header = [
    "start", "hours", "meter", "unit", "resource", "variant", "region", "quantity_per_hour",
  ]

  /// Rows by key, then by time; hours without use are left out.
  package static func bytes(_ ledger: UsageLedger) -> [UInt8] {
    var table = CSVTable(header: header, rowCapacity: ledger.keys.count * 100)
    for key in ledger.keys {
      let readings = ledger.readings(of: key)
      var hour = 0
      while hour < readings.count {
        var end = hour + 1
        while end < readings.count, readings[end] == readings[hour] { end += 1 }
        if readings[hour] != 0 {
          table.verbatim(ledger.calendar.startOfHour(hour).description)
          table.integer(end - hour)
          table.text(key.meter.name)
          table.text(key.meter.unit.rawValue)
          table.text(key.resource)
          table.text(key.variant)
          table.text(key.region)
          table.integer(readings[hour])
          table.endRow()
        }
        hour = end
      }
    }
    return table.bytes
  }

  /// Reads what `bytes(_:)` wrote for a run over `period`.
  ///
  /// - Throws: `InputError.invalid` with every row that is something else.
  package static func read(
    _ bytes: [UInt8], period: Period, source: String
  ) throws(InputError) -> UsageLedger {
    var ledger = UsageLedger(calendar: LedgerCalendar(period: period))
    var rows = try CSVFile(bytes, header: header, source: source)
    while let row = rows.next() {
      guard let start = UTCTime(iso8601: row.text(0)), let hours = Int(row.text(1)), hours > 0,
        let meter = MeterID.named(row.text(2)), let quantity = Int64(row.text(7)), quantity >= 0,
        let first = hourIndex(of: start, hours: hours, in: ledger.calendar)
      else {
        rows.report("not a reading of this run's period")
        continue
      }
      let key = MeterKey(
        meter, resource: row.text(4), variant: row.text(5), region: row.text(6))
      for hour in first..<first + hours { ledger.add(quantity, to: key, hour: hour) }
    }
    try rows.throwProblems()
    return ledger
  }

  private static func hourIndex(
    of start: UTCTime, hours: Int, in calendar: LedgerCalendar
  ) -> Int? {
    let seconds = start.seconds(since: calendar.startOfHour(0))
    guard seconds >= 0, seconds % 3600 == 0 else { return nil }
    let first = Int(seconds / 3600)
    return hours <= calendar.hourCount && first + hours <= calendar.hourCount ? first : nil
  }
}
