package import Ledger
package import Units

/// Finds prices for readings and collects what could not be found.
package struct PriceLookup {
  package let prices: PriceList
  package private(set) var problems: [Problem] = []

  /// The Region that components do not name.
  static let usualRegion = "us-east-1"

  package init(prices: PriceList) { self.prices = prices }

  /// The price of a reading; without one a problem is noted that names meter, resource, variant and
  /// Region.
  ///
  /// `listedUnder` is the Region whose file holds a price that is the same everywhere.
  package mutating func price(
    _ name: SKUName, for key: MeterKey, listedUnder: String? = nil
  ) -> (sku: SKU, divisor: UnitDivisor)? {
    let own = prices.sku(name.key, term: name.term, region: key.region)
    let listed = listedUnder.flatMap { prices.sku(name.key, term: name.term, region: $0) }
    guard let sku = own ?? listed else {
      report("no \(name.term.text) price for the SKU `\(name.key)`", for: key)
      return nil
    }
    guard let divisor = sku.unit.divisor(for: key.meter.unit) else {
      report(
        "the SKU `\(name.key)` is priced per \(sku.unit.text), which cannot price "
          + "\(key.meter.unit.rawValue)", for: key, at: sku)
      return nil
    }
    return (sku, divisor)
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
