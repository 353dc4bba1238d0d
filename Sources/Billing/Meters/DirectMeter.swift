package import Ledger

/// A meter whose readings are priced as they are: one reading, one SKU.
package struct DirectMeter: MeterRule {
  let meter: MeterID
  package let service: BilledService
  /// What is metered, for the component's name.
  let noun: String
  let price: SKUChoice
  /// Wider names under which a Region may list the price in place of that of the variant.
  var otherwise: @Sendable (String) -> [SKUName] = { _ in [] }
  var allowance = Allowance.none
  /// How often each smallest unit is billed.
  var times: Int128 = 1
  var isSavingsPlanEligible: @Sendable (String) -> Bool = { _ in false }
  /// The Region whose file lists a price that does not depend on the Region.
  var listedUnder: String?
  /// A Region in which the examples are priced.
  var exampleRegion = PriceLookup.usualRegion
  var note = ""

  /// What of the readings is free each month.
  enum Allowance: Sendable {
    case none
    /// The amount of a free-tier record, shared by all meters that name it, for some variants.
    case freeTier(String, variants: @Sendable (String) -> Bool)
    /// The price record's own `free_allowance`.
    case ofPrice
    /// As much as another meter reads in the same Region.
    case readings(of: MeterID)

    static func freeTier(_ name: String) -> Allowance { .freeTier(name) { _ in true } }

    static func freeTier(_ name: String, onlyVariant variant: String) -> Allowance {
      .freeTier(name) { $0 == variant }
    }
  }

  package var meters: [MeterID] { [meter] }

  package var examples: [MeterKey] {
    price.knownVariants.map {
      MeterKey(meter, resource: "example", variant: $0, region: exampleRegion)
    }
  }

  package func charges(of ledger: UsageLedger, prices: inout PriceLookup) -> [Charge] {
    ledger.keys(of: meter).compactMap { key in
      guard let name = price.sku(forVariant: key.variant) else {
        let known = price.knownVariants.filter { !$0.isEmpty }.joined(separator: ", ")
        let allowed = known.isEmpty ? "it has none" : "known are \(known)"
        prices.report("the meter has no such variant; \(allowed)", for: key)
        return nil
      }
      let names = [name] + otherwise(key.variant)
      let hourly = ledger.readings(of: key).map { Int128($0) * times }
      guard let sku = prices.sku(names, for: key, listedUnder: listedUnder) else {
        if isFree(hourly, key: key, ledger: ledger) { return nil }
        prices.miss(
          UnpricedUse(
            service: service, component: component(key, noun: noun, in: prices.prices), key: key,
            name: names.last ?? name,
            hourly: hourly, unit: CountingUnit(meter.unit)))
        return nil
      }
      guard let divisor = prices.divisor(of: sku, for: key) else { return nil }
      var charge = Charge(
        service: service, component: component(key, noun: noun, in: prices.prices), sku: sku,
        region: key.region, divisor: divisor, hourly: hourly)
      charge.allowance = pool(for: key, sku: sku, ledger: ledger, prices: &prices)
      charge.isSavingsPlanEligible = isSavingsPlanEligible(key.variant)
      charge.note = note
      charge.sources = [key]
      return charge
    }
  }

  /// Whether all use of the Region is within an allowance that is as much as another meter reads:
  /// then no price is missed.
  private func isFree(_ hourly: [Int128], key: MeterKey, ledger: UsageLedger) -> Bool {
    guard case .readings(let other) = allowance else { return false }
    func total(of meter: MeterID, in hours: Range<Int>) -> Int128 {
      ledger.keys(of: meter).filter { $0.region == key.region }.reduce(0) { sum, key in
        ledger.readings(of: key)[hours].reduce(sum) { $0 + Int128($1) }
      }
    }
    return ledger.calendar.months.allSatisfy {
      total(of: meter, in: $0.hours) <= total(of: other, in: $0.hours)
    }
  }

  private func pool(
    for key: MeterKey, sku: SKU, ledger: UsageLedger, prices: inout PriceLookup
  ) -> AllowancePool? {
    switch allowance {
    case .none:
      return nil
    case .freeTier(let name, let isFree):
      guard isFree(key.variant) else { return nil }
      guard let free = prices.prices.sku(name, term: .freeTier, region: key.region),
        let units = free.freeAllowance
      else {
        prices.report("no free tier record `\(name)` with a `free_allowance`", for: key)
        return nil
      }
      return AllowancePool(
        id: name, sku: name, confidence: free.confidence,
        amount: .fixed(Int128(units) * Int128(free.unit.multiplier)))
    case .ofPrice:
      return sku.freeAllowance.map {
        AllowancePool(
          id: "\(sku.key) \(sku.region)", sku: sku.key, confidence: sku.confidence,
          amount: .fixed(Int128($0) * Int128(sku.unit.multiplier)))
      }
    case .readings(let other):
      var hourly = [Int128](repeating: 0, count: ledger.calendar.hourCount)
      for source in ledger.keys(of: other) where source.region == key.region {
        for (hour, reading) in ledger.readings(of: source).enumerated() {
          hourly[hour] += Int128(reading)
        }
      }
      return AllowancePool(
        id: "\(other.name) \(key.region)", sku: sku.key, confidence: sku.confidence,
        amount: .readings(hourly))
    }
  }
}
