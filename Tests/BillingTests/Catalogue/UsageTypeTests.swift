import Billing
import TestSupport
import Testing

@Suite("Usage types")
struct UsageTypeTests {
  @Test("stand for keys that the price list has") func known() throws {
    let list = try PriceList.load(folder: Places.root + "/data/prices")
    let keys = Set(list.skus.map(\.key))
    #expect(UsageTypes.keys.filter { !keys.contains($0) } == [])
    #expect(UsageTypes.services.contains("AmazonS3"))
  }
}
