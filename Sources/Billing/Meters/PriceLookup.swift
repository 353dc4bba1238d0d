package import Ledger
package import Units

/// Finds prices for readings and collects what could not be found.
package struct PriceLookup {
  package let prices: PriceList
  package private(set) var problems: [Problem] = []
  /// Use without a price, in the order in which it was found.
  package private(set) var unpriced: [UnpricedUse] = []

  /// The Region whose file has the prices that hold everywhere, and the default of a scenario.
  package static let usualRegion = "us-east-1"

  package init(prices: PriceList) { self.prices = prices }

  /// The price of a reading; without one a problem is noted that names meter, resource, variant and
  /// Region.
  ///
  /// `listedUnder` is the Region whose file holds a price that is the same everywhere.
  package mutating func price(
    _ name: SKUName, for key: MeterKey, listedUnder: String? = nil
  ) -> (sku: SKU, divisor: UnitDivisor)? {
    guard let sku = sku(name, for: key, listedUnder: listedUnder) else {
      report("no \(name.term.text) price for the SKU `\(name.key)`", for: key)
      return nil
    }
    return divisor(of: sku, for: key).map { (sku, $0) }
  }

  /// The first price that a reading has of `names`, from the narrowest to the widest; nothing is
  /// noted where there is none.
  func sku(_ names: [SKUName], for key: MeterKey, listedUnder: String?) -> SKU? {
    for name in names {
      if let sku = sku(name, for: key, listedUnder: listedUnder) { return sku }
    }
    return nil
  }

  private func sku(_ name: SKUName, for key: MeterKey, listedUnder: String?) -> SKU? {
    prices.sku(name.key, term: name.term, region: key.region)
      ?? listedUnder.flatMap { prices.sku(name.key, term: name.term, region: $0) }
  }

  /// Keeps use that no price is known for: the bill shows it without an amount.
  ///
  /// Never the price of another Region, never zero.
  mutating func miss(_ use: UnpricedUse) { unpriced.append(use) }

  /// How many of the reading's smallest units make one of the price's; where the two do not agree, a
  /// problem is noted.
  mutating func divisor(of sku: SKU, for key: MeterKey) -> UnitDivisor? {
    guard let divisor = sku.unit.divisor(for: key.meter.unit) else {
      report(
        "the SKU `\(sku.key)` is priced per \(sku.unit.text), which cannot price "
          + "\(key.meter.unit.rawValue)", for: key, at: sku)
      return nil
    }
    return divisor
  }

  /// Notes what is wrong with the price of a reading, at the record `sku` where there is one.
  package mutating func report(_ message: String, for key: MeterKey, at sku: SKU? = nil) {
    let variant = key.variant.isEmpty ? "" : ", variant \(key.variant)"
    let text =
      "\(message) (meter \(key.meter.name), resource \(key.resource)\(variant), "
      + "Region \(key.region))"
    problems.append(
      sku.map { prices.problem(text, at: $0) } ?? Problem(file: prices.path, message: text))
  }

  package mutating func report(_ message: String) {
    problems.append(Problem(file: prices.path, message: message))
  }
}
