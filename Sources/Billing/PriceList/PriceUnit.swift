package import Ledger
internal import Units

/// A unit of the price list: what is counted, and how many of it the price is for.
package struct PriceUnit: Sendable, Hashable {
  /// As the price list writes it: `vCPU-hour`, `1M requests`.
  package let text: String
  package let base: Base
  /// How many of the base unit one price buys: 1,000,000 for `1M requests`.
  package let multiplier: Int64

  /// What one unit is, before the multiplier.
  package enum Base: Sendable, Hashable {
    case vcpuHours, gigabyteHours, gigabyteSeconds, gigabyteMonths, gigabytes
    /// Things in existence: instances, gateways, addresses for an hour; keys, plans for a month.
    case itemHours, itemMonths
    case count
    /// A discount in place of a price, for planning; no reading is priced by it.
    case fraction
  }

  private static let bases: [(texts: [String], base: Base)] = [
    (["vCPU-hour"], .vcpuHours),
    (["GB-hour"], .gigabyteHours),
    (["GB-second"], .gigabyteSeconds),
    (["GB-month"], .gigabyteMonths),
    (["GB", "GB each direction"], .gigabytes),
    (
      [
        "instance-hour", "node-hour", "hour", "gateway-hour", "address-hour", "endpoint-AZ-hour",
        "attachment-hour", "ACU-hour", "LCU-hour", "NLCU-hour", "WCU-hour", "RCU-hour",
      ], .itemHours
    ),
    (
      [
        "month", "vCPU-month", "IOPS-month", "MBps-month", "metric-month", "dashboard-month",
        "alarm-month", "alarm-month (per metric)", "rule-month", "check-month", "seat-month",
        "ACL-month", "secret-month", "zone-month", "key-month", "domain-month",
        "distribution-month", "1k objects-month", "10k tags-month",
      ], .itemMonths
    ),
    (
      [
        "request", "1k requests", "10k requests", "1M requests", "1M queries", "1M events",
        "1k objects", "1M objects", "1k attempts", "1M ECPU", "1M WRU", "1M RRU",
        "1M notifications",
        "run", "job", "path",
      ], .count
    ),
    (["discount fraction"], .fraction),
  ]

  private static let multipliers: [(prefix: String, factor: Int64)] = [
    ("1k ", 1_000), ("10k ", 10_000), ("1M ", 1_000_000),
  ]

  /// Every unit that a price list may use, in a fixed order.
  package static let known: [PriceUnit] = bases.flatMap { texts, base in
    texts.map { text in
      let factor = multipliers.first { text.hasPrefix($0.prefix) }?.factor ?? 1
      return PriceUnit(text: text, base: base, multiplier: factor)
    }
  }

  /// What a Savings Plan is counted in; no record of a price list may use it.
  static let dollars = PriceUnit(text: "USD", base: .count, multiplier: 1)

  package static func named(_ text: String) -> PriceUnit? { known.first { $0.text == text } }

  /// How many smallest units of a meter make one of this unit; `nil` where the two do not agree.
  ///
  /// "GB" is binary, 2³⁰ bytes or 1,024 MB (prices reference section 1).
  package func divisor(for unit: MeterUnit) -> UnitDivisor? {
    let hour: Int128 = 3_600_000
    let one: UnitDivisor
    switch (unit, base) {
    case (.cpuUnitMilliseconds, .vcpuHours): one = UnitDivisor(1024 * hour)
    case (.megabyteMilliseconds, .gigabyteHours): one = UnitDivisor(1024 * hour)
    case (.megabyteMilliseconds, .gigabyteSeconds): one = UnitDivisor(1024 * 1000)
    case (.itemMilliseconds, .itemHours): one = UnitDivisor(hour)
    case (.itemMilliseconds, .itemMonths): one = UnitDivisor(hour, perMonthHour: true)
    case (.itemHours, .itemHours): one = UnitDivisor(1)
    case (.byteSeconds, .gigabyteMonths):
      one = UnitDivisor(Int128(Binary.gibibyte) * 3600, perMonthHour: true)
    case (.bytes, .gigabytes): one = UnitDivisor(Int128(Binary.gibibyte))
    case (.count, .count): one = UnitDivisor(1)
    default: return nil
    }
    return UnitDivisor(one.base * Int128(multiplier), perMonthHour: one.perMonthHour)
  }
}
