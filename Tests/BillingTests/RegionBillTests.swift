import Billing
import Ledger
import TestSupport
import Testing
import Units

/// Bills of other Regions, worked out by hand from their own prices, and what has none there.
@Suite("Bills of any Region")
struct RegionBillTests {
  let calendar: LedgerCalendar

  init() throws {
    calendar = LedgerCalendar(period: try #require(Period(text: "2026-12")))
  }

  private func bill(_ readings: [(MeterKey, Int128)], home: String) throws -> Bill {
    let prices = try PriceList.load(folder: Places.root + "/data/prices").at(home: home)
    var ledger = UsageLedger(calendar: calendar)
    for (key, reading) in readings {
      for hour in 0..<744 { ledger.add(Int64(reading / 744), to: key, hour: hour) }
    }
    return try Biller(priceList: prices, costPlan: nil).bill(ledger)
  }

  private static let hour: Int128 = 3_600_000
  private static let gb = Int128(Binary.gibibyte)

  private static func key(_ meter: MeterID, _ variant: String = "", in region: String) -> MeterKey {
    MeterKey(meter, resource: "r", variant: variant, region: region)
  }

  @Test("Two Fargate tasks and a database in Canada")
  func canada() throws {
    let region = "ca-central-1"
    let bill = try bill(
      [
        (Self.key(.fargateCPU, "x86", in: region), 2 * 512 * 744 * Self.hour),
        (Self.key(.fargateMemory, "x86", in: region), 2 * 1024 * 744 * Self.hour),
        (Self.key(.rdsInstance, "db.t4g.medium.multi", in: region), 744 * Self.hour),
      ], home: region)
    // 744 h × (1 vCPU × 0.04456 + 2 GB × 0.004865 + 0.141).
    #expect(bill.total == Money(text: "145.29576"))
    #expect(bill.unpriced == [])
    // The home Region goes without saying.
    #expect(
      bill.items.map(\.component) == [
        "r-vcpu-x86", "r-memory-x86", "r-instance-db.t4g.medium.multi",
      ])
    #expect(Set(bill.items.map(\.region)) == [region])
  }

  @Test("What a Region has no price for stands on the bill without an amount")
  func notPriced() throws {
    let region = "ca-central-1"
    let bill = try bill(
      [
        (Self.key(.rdsStorage, "gp3.multi", in: region), 100 * Self.gb * 744 * 3600),
        (Self.key(.albHours, in: region), 744),
        (Self.key(.albProcessedBytes, in: region), 1488 * Self.gb),
      ], home: region)
    // 744 h × 0.02475; neither storage nor capacity units at the prices of us-east-1.
    #expect(bill.total == Money(text: "18.414"))
    let storage = try #require(bill.unpriced.first)
    #expect(storage.sku == "rds.pg.storage.gp3.multi")
    #expect(storage.line == "rds")
    #expect(storage.quantity == Quantity(smallestUnits: 100, perUnit: 1))
    #expect((storage.unit, storage.offer) == ("GB-month", "AmazonRDS"))
    // 2 GB an hour are 2 LCU.
    let capacity = try #require(bill.unpriced.last)
    #expect((capacity.sku, capacity.unit) == ("elb.alb.lcu", "LCU-hour"))
    #expect(capacity.quantity == Quantity(smallestUnits: 1488, perUnit: 1))
    #expect(capacity.monthlyQuantity == Quantity(smallestUnits: 1460, perUnit: 1))
    #expect(bill.unpriced.count == 2)
  }

  @Test("Backups within the free allowance miss no price")
  func freeBackups() throws {
    let region = "ca-central-1"
    let month = Self.gb * 744 * 3600
    let storage = (Self.key(.rdsStorage, "gp2.single", in: region), 100 * month)
    let free = try bill([storage, (Self.key(.rdsBackup, in: region), 100 * month)], home: region)
    #expect(free.unpriced == [])
    let more = try bill([storage, (Self.key(.rdsBackup, in: region), 101 * month)], home: region)
    #expect(more.unpriced.map(\.sku) == ["rds.pg.backup"])
  }

  @Test(
    "Bytes between Regions are billed where they leave",
    arguments: [
      // 744 GB at the price of the pair, of the east, of any other Region.
      ("us-east-1", "use1_to_use2", "7.44"), ("us-east-2", "use2_to_use1", "7.44"),
      ("us-east-2", "use2_to_euw1", "14.88"), ("eu-west-1", "euw1_to_use1", "14.88"),
      ("ap-southeast-1", "aps1_to_usw2", "66.96"), ("sa-east-1", "sae1_to_use1", "102.672"),
    ])
  func interRegion(region: String, pair: String, cost: String) throws {
    let bill = try bill([(Self.key(.interRegion, pair, in: region), 744 * Self.gb)], home: region)
    #expect(bill.unpriced == [])
    #expect(bill.total == Money(text: cost))
  }

  @Test("Route 53's tiers count the account: zones beyond 25, queries beyond a billion")
  func route53() throws {
    let month = 744 * Self.hour
    let bill = try bill(
      [
        (MeterKey(.route53Zones, resource: "a", region: "global"), 25 * month),
        (MeterKey(.route53Zones, resource: "b", region: "global"), 25 * month),
        // As many each hour, so that a few are missing from 1.2 and 1.5 billion.
        (Self.key(.route53Queries, "latency", in: "global"), 1_199_999_832),
        (Self.key(.route53Queries, "geo", in: "global"), 1_499_999_976),
      ], home: "us-east-1")
    // 25 × 0.50 + 25 × 0.10; 600 + 199.999832 × 0.30; 700 + 499.999976 × 0.35.
    #expect(bill.total == Money(text: "1549.9999412"))
  }

  @Test("A class that nobody sells is named, and does not stop the rest")
  func unknownClass() throws {
    let bill = try bill(
      [
        (Self.key(.rdsInstance, "db.x99g.huge.single", in: "us-east-1"), 744 * Self.hour),
        (Self.key(.natHours, in: "us-east-1"), 744),
      ], home: "us-east-1")
    #expect(bill.unpriced.map(\.sku) == ["rds.pg.db.x99g.huge.single"])
    #expect(bill.total > .zero)
  }
}
