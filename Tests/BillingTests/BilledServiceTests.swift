import Billing
import Ledger
import TestSupport
import Testing
import Units

@Suite("Billed services")
struct BilledServiceTests {
  /// A rule states its service; the keys of its prices say it again.
  @Test("each meter's service is that of its prices' keys")
  func meters() throws {
    let prices = try PriceList.load(folder: Places.root + "/data/prices")
    let calendar = LedgerCalendar(period: try #require(Period(text: "2026-12-05")))
    for rule in Meters.all {
      var ledger = UsageLedger(calendar: calendar)
      for key in rule.examples { ledger.add(1, to: key, hour: 0) }
      var lookup = PriceLookup(prices: prices)
      for charge in rule.charges(of: ledger, prices: &lookup) {
        #expect(charge.service == rule.service)
        #expect(BilledService(priceKey: charge.sku.key) == rule.service, "\(charge.sku.key)")
      }
      #expect(lookup.problems.isEmpty)
    }
  }
}
