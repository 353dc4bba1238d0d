import Ledger
import Resources
import Testing
import Units

@Suite("RDS storage, backups and load")
struct DatabaseInstanceTests {
  static let gb = Binary.gibibyte

  private func database(_ instanceClass: String = "db.r6g.xlarge") -> DatabaseInstance {
    DatabaseInstance(
      name: "primary", region: "us-east-1", instanceClass: instanceClass, multiAZ: true,
      storageType: "gp3", storageBytes: 100 * Self.gb)
  }

  private func record(
    _ database: DatabaseInstance, requestsAnHour: Int64 = 0
  ) throws -> UsageLedger {
    let calendar = LedgerCalendar(period: try #require(Period(text: "2026-12-01")))
    var load = HourlyLoad(calendar: calendar)
    for hour in load.requests.indices { load.requests[hour] = requestsAnHour }
    var ledger = UsageLedger(calendar: calendar)
    database.record(
      load: SystemLoad(services: [("nav", load)], calendar: calendar), into: &ledger)
    return ledger
  }

  private func key(_ meter: MeterID, _ variant: String = "") -> MeterKey {
    MeterKey(meter, resource: "primary", variant: variant, region: "us-east-1")
  }

  @Test("storage grows by 10 GB, later by a tenth, six hours apart, up to its maximum")
  func autoscaling() {
    var storage = DatabaseStorage(allocatedBytes: 100 * Self.gb)
    storage.maximumBytes = 1000 * Self.gb
    storage.dataBytes = 85 * Self.gb
    storage.growthPerMonth = 730 * Self.gb
    let series = storage.allocations(hours: 24).map { $0 / Self.gb }
    // Less than a tenth of 100 is free from the sixth hour on (91 GB): 110; of 110 from 99.x on:
    // at hour 15 (100 GB) a tenth, 11 more.
    #expect(series[5] == 100 && series[6] == 110 && series[14] == 110)
    #expect(series[15] == 121)
    var full = storage
    full.maximumBytes = 105 * Self.gb
    #expect(full.allocations(hours: 100).last == 105 * Self.gb)
    #expect(full.data(atHour: 1000) == 105 * Self.gb)
    let carried = storage.carried(months: 1)
    #expect(carried.data(atHour: 0) == storage.data(atHour: 730))
  }

  @Test("gp3 includes 3,000 IOPS and 125 MB/s, from 400 GB 12,000 and 500") func included() throws {
    var small = database()
    small.iops = 4000
    small.throughput = 200
    let hours = 24 * 3_600_000
    let ledger = try record(small)
    #expect(ledger.total(of: key(.rdsIOPS, "gp3.iops.multi")) == Int128(1000 * hours))
    #expect(ledger.total(of: key(.rdsThroughput, "gp3.throughput.multi")) == Int128(75 * hours))
    small.storage.allocatedBytes = 400 * Self.gb
    let large = try record(small)
    #expect(large.total(of: key(.rdsIOPS, "gp3.iops.multi")) == 0)
  }

  @Test("backups: 245 GB in steady state, fewer while they are young") func backups() throws {
    var database = database()
    database.backupDays = 30
    database.dailyChange = Decimal12(trillionths: Decimal12.one / 20)
    // 100 + 29 × 5.
    #expect(database.backupBytes(atHour: 0) == 245 * Self.gb)
    database.backupHistoryDays = 0
    #expect(database.backupBytes(atHour: 0) == 100 * Self.gb)
    #expect(database.backupBytes(atHour: 10 * 24) == 150 * Self.gb)
    #expect(database.backupBytes(atHour: 60 * 24) == 245 * Self.gb)
    // The first copy is a full one: 100 GB beside the day's increment.
    database.copyRegion = "us-west-2"
    let ledger = try record(database)
    let sent = MeterKey(
      .interRegion, resource: "primary", variant: "use1_to_usw2", region: "us-east-1")
    #expect(ledger.readings(of: sent)[0] > 100 * Self.gb)
    database.backupHistoryDays = nil
    #expect(try record(database).readings(of: sent)[0] < Self.gb)
  }

  @Test("CPU: requests × queries × time; T4g pays for what its credits do not") func load() throws {
    var database = database("db.t4g.large")
    database.loads = [
      DatabaseLoad(
        queries: LoadVolume(
          perMonth: Decimal12(trillionths: 0),
          perRequest: Decimal12(trillionths: 2 * Decimal12.one)),
        cpuPerQuery: .milliseconds(1))
    ]
    // 1.8 M requests an hour are 3.6 M queries, one vCPU-hour.
    let ledger = try record(database, requestsAnHour: 1_800_000)
    let hour: Int128 = 1024 * 3_600_000
    #expect(ledger.total(of: key(.rdsCPU)) == 24 * hour)
    // Two vCPU at 30 % earn 0.6 an hour; a day of 0.6 is in the balance and lasts 36 hours.
    #expect(ledger.total(of: key(.rdsCPUCredits)) == 0)
    let busy = try record(database, requestsAnHour: 3_600_000)
    // 2 an hour against 0.6: 14.4 are gone after 10.29 hours; what is left of 24 is paid:
    // 24 × 1.4 − 14.4.
    #expect(abs(Double(busy.total(of: key(.rdsCPUCredits))) / Double(hour) - 19.2) < 1e-6)
  }
}
