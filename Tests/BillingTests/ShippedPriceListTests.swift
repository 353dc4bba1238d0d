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
  }
}
