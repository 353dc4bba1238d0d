import Billing
import Ledger
import Reports
import TestSupport
import Testing
import Units

/// Three hours of every meter there is, under commitments of every kind, as a FOCUS file.
struct FocusSample {
  let ledger: UsageLedger
  let biller: Biller
  let bill: Bill

  init() throws {
    // Over the end of a month: tiers and allowances start anew in the middle.
    let period = try #require(Period(text: "2026-12-31T22:00:00Z/2027-01-01T01:00:00Z"))
    var ledger = UsageLedger(calendar: LedgerCalendar(period: period))
    for rule in Meters.all {
      for (place, key) in rule.examples.enumerated() {
        for hour in 0..<3 where (hour + place) % 4 != 3 {
          ledger.add(Self.reading(key, hour), to: key, hour: hour)
        }
      }
    }
    self.ledger = ledger
    var commitments = Commitments()
    commitments.savingsPlans = [
      ComputeSavingsPlan(
        term: .oneYear, payment: .noUpfront,
        hourlyCommitment: try #require(UnitPrice(text: "0.35"))),
      ComputeSavingsPlan(
        term: .threeYears, payment: .allUpfront,
        hourlyCommitment: try #require(UnitPrice(text: "400"))),
    ]
    commitments.reservedInstances = [
      ReservedInstances(
        instanceClass: "db.r6g.large", multiAZ: false, count: 3, term: .oneYear,
        payment: .partialUpfront)
    ]
    commitments.reservedNodes = [
      ReservedNodes(
        nodeType: "cache.r6g.large", engine: "redis", count: 5, term: .threeYears,
        payment: .noUpfront)
    ]
    biller = Biller(
      priceList: try PriceList.load(folder: Places.root + "/data/prices"),
      costPlan: try CostPlan.load(path: Places.root + "/data/plans/toss.json"),
      commitments: commitments)
    bill = try biller.bill(ledger)
  }

  /// Enough of each unit to cross a tier or leave an allowance somewhere.
  private static func reading(_ key: MeterKey, _ hour: Int) -> Int64 {
    let vary = Int64(hour) * 7 + 3
    switch key.meter.unit {
    case .itemMilliseconds: return 3_600_000
    case .itemHours: return 2
    case .cpuUnitMilliseconds, .megabyteMilliseconds: return vary * 1_234_567_891
    case .byteSeconds: return vary * 3_600_000_000_000_001
    case .bytes: return vary * 5_000_000_000_007
    case .count: return vary * 1_000_003
    }
  }

  func rows(_ version: FocusVersion) throws -> [[String: String]] {
    let table = try table(version)
    return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0)) }
  }

  func table(_ version: FocusVersion) throws -> (header: [String], rows: [[String]]) {
    var context = FocusContext(
      scenario: "sample", run: "0123456789ab", seed: 1, replications: 1,
      catalogueDate: "2026-11-23", catalogueSHA256: "aa", traceSHA256: "bb",
      calendar: ledger.calendar)
    context.planLines = biller.lines.plannedIDs
    final class Sink { var bytes: [UInt8] = [] }
    let sink = Sink()
    var export = FocusExport(context, version: version) { sink.bytes += $0 }
    try biller.forEachHour(of: ledger) { try export.add($0) }
    try export.finish()
    var lines = Self.parse(String(decoding: sink.bytes, as: UTF8.self))
    let header = lines.removeFirst()
    return (header, lines)
  }

  /// RFC 4180.
  private static func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var last: Character = " "
    for character in text {
      switch character {
      case "\"":
        if !isQuoted && last == "\"" { cell.append("\"") }
        isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\r\n" where !isQuoted:
        rows.append(row + [cell])
        row = []
        cell = ""
      default: cell.append(character)
      }
      last = character
    }
    return rows
  }
}
