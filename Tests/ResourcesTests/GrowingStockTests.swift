import Ledger
import Resources
import Testing
import Units

@Suite("Stock that grows")
struct GrowingStockTests {
  static let gb = Binary.gibibyte
  static let region = "us-east-1"

  private func record(
    _ source: any UsageSource, period: String, requestsAnHour: Int64 = 0
  ) throws -> UsageLedger {
    let calendar = LedgerCalendar(period: try #require(Period(text: period)))
    var load = HourlyLoad(calendar: calendar)
    for hour in load.requests.indices { load.requests[hour] = requestsAnHour }
    var ledger = UsageLedger(calendar: calendar)
    source.record(
      load: SystemLoad(services: [("nav", load)], calendar: calendar), into: &ledger)
    return ledger
  }

  /// One GB an hour: 730 in a month of 730 hours.
  private func writes() -> LoadVolume {
    LoadVolume(perMonth: Decimal12(trillionths: Int128(730 * Self.gb) * Decimal12.one))
  }

  private func bucket(_ change: (inout ObjectFlow) -> Void) -> Bucket {
    var flow = ObjectFlow(writes: writes(), objectBytes: 1 << 20)
    change(&flow)
    var bucket = Bucket(name: "b", region: Self.region)
    bucket.flow = flow
    return bucket
  }

  private func storage(_ variant: String) -> MeterKey {
    MeterKey(.s3Storage, resource: "b", variant: variant, region: Self.region)
  }

  /// GB-hours of a key over the period.
  private func gbHours(_ ledger: UsageLedger, _ key: MeterKey) -> Double {
    Double(ledger.total(of: key)) / Double(Self.gb) / 3600
  }

  @Test("nothing leaves: the stock grows by what comes in") func grows() throws {
    let ledger = try record(bucket { _ in }, period: "2026-12-01")
    // 24 hours from 0 to 24 GB: 24 × 12.
    #expect(gbHours(ledger, storage("standard")) == 288)
    // A PUT an object of 1 MB: 1,024 an hour.
    let puts = MeterKey(
      .s3Requests, resource: "b", variant: "standard.put", region: Self.region)
    #expect(ledger.total(of: puts) == 24 * 1024)
  }

  @Test("expiry after 30 days: a steady stock of 720 GB after 60") func expires() throws {
    let ledger = try record(
      bucket {
        $0.expirationDays = 30
        $0.historyDays = 60
      }, period: "2026-12-01")
    #expect(gbHours(ledger, storage("standard")) == 24 * 720)
  }

  @Test("to Glacier after 90 days, with 40 KB for each object, and its moves") func glacier() throws
  {
    let ledger = try record(
      bucket {
        $0.rules = [.init(days: 90, storageClass: "glacier_flexible")]
        $0.historyDays = 100
      }, period: "2026-12-01")
    // 90 days stay Standard: 2,160 GB. Ten days and the hours since are in Glacier: 240 to 264 GB,
    // 252 on average; 1,024 objects a GB add 32 KB each there, 8 KB each to Standard.
    let objects = 252.0 * 24 * 1024
    let kilobyte = 1.0 / 1024 / 1024
    #expect(
      abs(gbHours(ledger, storage("glacier_flexible")) - (252 * 24 + objects * 32 * kilobyte))
        < 0.01)
    #expect(abs(gbHours(ledger, storage("standard")) - (2160 * 24 + objects * 8 * kilobyte)) < 0.01)
    let moves = MeterKey(
      .s3Transitions, resource: "b", variant: "glacier_flexible", region: Self.region)
    #expect(ledger.total(of: moves) == 24 * 1024)
  }

  @Test("leaving Glacier after 10 of 90 days pays for all of them") func early() throws {
    let ledger = try record(
      bucket {
        $0.rules = [.init(days: 30, storageClass: "glacier_ir")]
        $0.expirationDays = 40
        $0.historyDays = 400
      }, period: "2026-12-01")
    #expect(gbHours(ledger, storage("glacier_ir")) == 24 * 90 * 24)
  }

  @Test("objects of 64 KB stay, or count as 128 KB where rules move them") func small() throws {
    func flow(_ moves: Bool) -> Bucket {
      bucket {
        $0.objectBytes = 64 * 1024
        $0.rules = [.init(days: 30, storageClass: "standard_ia")]
        $0.historyDays = 60
        $0.movesSmallObjects = moves
      }
    }
    let stays = try record(flow(false), period: "2026-12-01")
    #expect(gbHours(stays, storage("standard_ia")) == 0)
    #expect(gbHours(stays, storage("standard")) == 24 * (1440 + 12))
    let moved = try record(flow(true), period: "2026-12-01")
    #expect(gbHours(moved, storage("standard_ia")) == 2 * 24 * (720 + 12))
  }

  @Test("old versions: half of the writes replace others and stay 10 days") func versions() throws {
    let ledger = try record(
      bucket {
        $0.replacedShare = Decimal12(trillionths: Decimal12.one / 2)
        $0.replacedAfterDays = 5
        $0.noncurrentDays = 10
        $0.historyDays = 30
      }, period: "2026-12-01")
    // Half of 720 to 744 GB for good, and 15 days of the other half: 180 GB.
    #expect(gbHours(ledger, storage("standard")) == 24 * (366 + 180))
  }

  @Test("Intelligent-Tiering: 30 days frequent, then infrequent, then archive") func tiering()
    throws
  {
    let ledger = try record(
      bucket {
        $0.rules = [.init(days: 0, storageClass: "intelligent")]
        $0.accessedShare = Decimal12(trillionths: Decimal12.one / 4)
        $0.historyDays = 100
      }, period: "2026-12-01")
    // 720 GB are young; of 1,440 of 30 to 90 days and 240 to 264 older ones a quarter is read.
    #expect(gbHours(ledger, storage("intelligent.frequent")) == 24 * (720 + 360 + 63))
    #expect(gbHours(ledger, storage("intelligent.infrequent")) == 24 * 1080)
    #expect(gbHours(ledger, storage("intelligent.archive_instant")) == 24 * 189)
    // Every object is watched: (2,400 + h) × 1,024 at the start of hour h.
    let watched = ledger.total(of: MeterKey(.s3Monitoring, resource: "b", region: Self.region))
    #expect(watched == Int128((0..<24).reduce(0) { $0 + (2400 + $1) * 1024 }) * 3_600_000)
  }

  @Test("carried on, a bucket stands where a longer period would have left it") func carried()
    throws
  {
    let source = bucket {
      $0.rules = [.init(days: 90, storageClass: "glacier_flexible")]
      $0.historyDays = 80
    }
    // 48 months of 730 h are 1,460 days exactly; the flow is even, so history is what came before.
    let later = source.carried(months: 48)
    #expect(later.flow?.historyDays == 1540)
    let stock = GrowingStock.stock(atMonth: 12, bytesPerMonth: 100, agedFrom: 3, to: 9)
    #expect(stock == 600)
    #expect(GrowingStock.stock(atMonth: 2, bytesPerMonth: 100, agedFrom: 3) == 0)
    #expect(GrowingStock.stock(atMonth: 5, bytesPerMonth: 100, agedFrom: 3) == 200)
  }

  @Test("logs grow until their retention is reached") func logs() throws {
    var group = LogGroup(
      name: "g", region: Self.region, ingest: writes(), retentionDays: 30,
      compression: Decimal12(trillionths: Decimal12.one / 4))
    let key = MeterKey(.cloudWatchLogsStorage, resource: "g", region: Self.region)
    group.historyDays = 10
    // From 240 to 264 GB came in, a quarter of it is kept.
    #expect(try gbHours(record(group, period: "2026-12-01"), key) == 24 * 63)
    group.historyDays = nil
    let steady = try gbHours(record(group, period: "2026-12-01"), key)
    group.historyDays = 30
    #expect(try gbHours(record(group, period: "2026-12-01"), key) == steady)
  }
}
