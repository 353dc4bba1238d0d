import Testing
import Units

@Suite("Money and prices")
struct MoneyTests {
  @Test(
    "decimals are read exactly and written back",
    arguments: ["0.0000166667", "0.04048", "2375", "-0.42", "0.000000000001"])
  func roundTrip(text: String) {
    #expect(Decimal12(text: text)?.description == text)
  }

  @Test(
    "what is not a decimal is refused",
    arguments: ["", "-", "1.", ".5", "1e3", "0.0000000000001", "1,5", "NaN", " 1", "٣"])
  func refused(text: String) {
    #expect(Decimal12(text: text) == nil)
  }

  @Test("prices cannot be negative") func negativePrice() {
    #expect(UnitPrice(text: "-0.01") == nil)
  }

  @Test("one rounding, half to even")
  func halfEven() {
    let halves: [(Int64, Int64)] = [(5, 0), (15, 2), (25, 2), (-5, 0), (-15, -2), (26, 3)]
    for (value, expected) in halves { #expect(value.dividedHalfEven(by: 10) == expected) }
  }

  @Test("six tasks of 2 vCPU and 4 GB for 730 h come to 432.48")
  func workedFargateBill() throws {
    let cpu = try #require(UnitPrice(text: "0.04048"))
    let memory = try #require(UnitPrice(text: "0.004445"))
    let cost =
      cpu.cost(of: 12 * 730, unitsPerPrice: 1) + memory.cost(of: 24 * 730, unitsPerPrice: 1)
    #expect(cost.cents == "432.48")
    #expect(cost.description == "432.4812")
  }

  @Test("addition is exact in any order")
  func associative() throws {
    let small = try #require(Money(text: "0.000000000001"))
    let large = try #require(Money(text: "123456789012.99"))
    var forwards = Money.zero
    for amount in [small, large, -large, small] { forwards += amount }
    #expect(forwards == small + small)
  }
}
