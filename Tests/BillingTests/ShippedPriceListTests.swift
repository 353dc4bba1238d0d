internal import Billing
internal import TestSupport
internal import Testing
internal import Units

@Suite("The price list that ships")
struct ShippedPriceListTests {
  @Test("loads, and knows its date and digest")
  func loads() throws {
    let list = try PriceList.load(folder: Places.root + "/data/prices")
    #expect(list.date.description == "2026-11-23")
    #expect(list.sha256.count == 64)
    #expect(list.sku("fargate.x86.vcpu", region: "us-east-1")?.firstPrice.description == "0.04048")
    #expect(list.regions.count == 14)
  }

  @Test("Only the Regions that a text names are read, and the digest is theirs")
  func someRegions() throws {
    let folder = Places.root + "/data/prices"
    let some = try PriceList.load(
      folder: folder, forRegionsIn: "{\"region\": \"eu-west-1\"}", home: "eu-west-1")
    #expect(Set(some.skus.map(\.region)) == ["eu-west-1", "us-east-1", "global"])
    #expect(some.regions.contains("sa-east-1"))
    #expect(some.sha256 != (try PriceList.load(folder: folder)).sha256)
  }

  /// What AWS charges for two databases in place of one is stated, not computed: it is not always the
  /// double (pricing-page feed of 2025-04-04).
  @Test("A Multi-AZ price is the stated one")
  func multiAZ() throws {
    let list = try PriceList.load(folder: Places.root + "/data/prices")
    func ireland(_ type: String) -> String? {
      list.sku("rds.pg.storage.\(type)", region: "eu-west-1")?.firstPrice.description
    }
    #expect(ireland("gp3.single") == "0.127")
    #expect(ireland("gp3.multi") == "0.254")
    #expect(ireland("gp2.multi") == "0.253")
  }
}
