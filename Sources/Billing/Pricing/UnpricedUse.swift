internal import Ledger

/// A series of readings whose price its Region's file does not have.
package struct UnpricedUse: Sendable {
  let service: BilledService
  let component: String
  let key: MeterKey
  /// The price that was looked for.
  let name: SKUName
  /// Smallest units used in each clock hour of the ledger.
  let hourly: [Int128]
  let unit: CountingUnit
}

/// What unpriced use is counted in: no price says it.
struct CountingUnit: Sendable {
  let text: String
  let divisor: UnitDivisor

  init(text: String, divisor: UnitDivisor) {
    self.text = text
    self.divisor = divisor
  }

  /// The unit that AWS's prices of such a meter are usually per.
  init(_ unit: MeterUnit) {
    let name =
      switch unit {
      case .cpuUnitMilliseconds: "vCPU-hour"
      case .megabyteMilliseconds: "GB-hour"
      case .itemMilliseconds, .itemHours: "hour"
      case .byteSeconds: "GB-month"
      case .bytes: "GB"
      case .count: "request"
      }
    let divisor = PriceUnit.named(name)?.divisor(for: unit)
    self.init(text: unit == .count ? "count" : name, divisor: divisor ?? UnitDivisor(1))
  }
}

extension UnpricedItem {
  /// - Parameters:
  ///   - line: of the bill.
  ///   - month: of 730 h.
  init(_ use: UnpricedUse, line: String, months: [BillingSpan], month: BillingSpan) {
    let divisor = use.unit.divisor
    let quantity = months.reduce(Quantity.zero) {
      $0 + $1.quantity(of: use.hourly, divisor: divisor)
    }
    self.init(
      line: line, component: use.component, resource: use.key.resource,
      sku: use.name.key, term: use.name.term.text, region: use.key.region,
      quantity: quantity.reduced,
      monthlyQuantity: month.quantity(of: use.hourly, divisor: divisor).reduced,
      unit: use.unit.text, offer: UsageTypes.offer(for: use.name.key))
  }
}

extension UnpricedItem {
  /// The same item in another line.
  func inLine(_ line: String) -> UnpricedItem {
    UnpricedItem(
      line: line, component: component, resource: resource, sku: sku, term: term, region: region,
      quantity: quantity, monthlyQuantity: monthlyQuantity, unit: unit, offer: offer, place: place)
  }
}
