package import Ledger

/// How AWS turns readings of some meters into charges.
///
/// To add a meter: its id in `MeterID`, a rule in the file of its service (most are one
/// `DirectMeter`), its prices in `data/prices`. The conformance test runs over `Meters.all`.
package protocol MeterRule: Sendable {
  /// The meters that this rule, and no other, prices.
  var meters: [MeterID] { get }
  /// The service that its charges belong to.
  var service: BilledService { get }
  /// Keys of readings that must have a price, in the Region that lists it.
  var examples: [MeterKey] { get }
  /// The charges for all readings of its meters, in the order of their keys.
  func charges(of ledger: UsageLedger, prices: inout PriceLookup) -> [Charge]
}

extension MeterRule {
  /// `resource-noun-variant`, and the Region where that is not the home Region.
  ///
  /// A `/` would end the component in `LINE/COMPONENT`, so resources lose theirs.
  func component(_ key: MeterKey, noun: String, in prices: PriceList) -> String {
    var parts = [key.resource, noun]
    if !key.variant.isEmpty { parts.append(key.variant) }
    if key.region != prices.homeRegion, key.region != PriceList.everywhere {
      parts.append(key.region)
    }
    return String(parts.joined(separator: "-").map { $0 == "/" ? "-" : $0 })
  }
}
