package import Ledger
internal import Units

/// Load balancer capacity units (LCU): each clock hour pays for the largest of four dimensions.
///
/// One LCU is 25 new connections a second, 3,000 active connections a minute, 1 GB an hour (0.4 GB
/// for Lambda targets) or 1,000 rule evaluations a second, as averages of the hour; bytes of both
/// kinds of targets are one dimension (AWS, "Elastic Load Balancing pricing").
package struct LoadBalancerCapacityMeter: MeterRule {
  /// The readings that make a dimension, each with what one LCU of it holds in an hour: so many
  /// smallest units of the meter in so many LCU.
  private static let dimensions: [[(meter: MeterID, holds: Int128, inLCU: Int128)]] = [
    [(.albNewConnections, 25 * 3600, 1)],
    [(.albActiveConnectionMinutes, 3000 * 60, 1)],
    [
      (.albProcessedBytes, Int128(Binary.gibibyte), 1),
      (.albLambdaBytes, Int128(Binary.gibibyte) * 2, 5),
    ],
    [(.albRuleEvaluations, 1000 * 3600, 1)],
  ]

  /// A common multiple of them: the smallest unit in which an hour's LCU are whole.
  private static let parts = Int128(Binary.gibibyte) * 56_250

  package let service = BilledService.elasticLoadBalancing
  package var meters: [MeterID] { Self.dimensions.flatMap { $0.map(\.meter) } }
  private static let price = SKUName("elb.alb.lcu")

  package var examples: [MeterKey] {
    meters.map { MeterKey($0, resource: "example", region: PriceLookup.usualRegion) }
  }

  package func charges(of ledger: UsageLedger, prices: inout PriceLookup) -> [Charge] {
    balancers(of: ledger).compactMap { balancer in
      var hourly = [Int128](repeating: 0, count: ledger.calendar.hourCount)
      for dimension in Self.dimensions {
        var sums = [Int128](repeating: 0, count: hourly.count)
        for (meter, holds, inLCU) in dimension {
          let key = MeterKey(
            meter, resource: balancer.resource, variant: balancer.variant, region: balancer.region)
          for (hour, reading) in ledger.readings(of: key).enumerated() {
            sums[hour] += Int128(reading) * (Self.parts / holds * inLCU)
          }
        }
        for hour in hourly.indices { hourly[hour] = max(hourly[hour], sums[hour]) }
      }
      guard let sku = sku(for: balancer, hourly: hourly, prices: &prices) else { return nil }
      var charge = Charge(
        service: service, component: component(balancer, noun: "lcu", in: prices.prices), sku: sku,
        region: balancer.region,
        divisor: UnitDivisor(Self.parts), hourly: hourly)
      charge.sources = meters.map {
        MeterKey(
          $0, resource: balancer.resource, variant: balancer.variant, region: balancer.region)
      }.filter { ledger.total(of: $0) > 0 }
      return charge
    }
  }

  private func sku(
    for balancer: MeterKey, hourly: [Int128], prices: inout PriceLookup
  ) -> SKU? {
    guard balancer.variant.isEmpty else {
      prices.report("the meter has no such variant; it has none", for: balancer)
      return nil
    }
    guard let sku = prices.sku([Self.price], for: balancer, listedUnder: nil) else {
      prices.miss(
        UnpricedUse(
          service: service, component: component(balancer, noun: "lcu", in: prices.prices),
          key: balancer,
          name: Self.price,
          hourly: hourly, unit: CountingUnit(text: "LCU-hour", divisor: UnitDivisor(Self.parts))))
      return nil
    }
    guard sku.unit.base == .itemHours else {
      prices.report("no hourly price for the SKU `\(Self.price.key)`", for: balancer, at: sku)
      return nil
    }
    return sku
  }

  /// One key for each load balancer that any dimension was read of.
  private func balancers(of ledger: UsageLedger) -> [MeterKey] {
    let keys = meters.flatMap { ledger.keys(of: $0) }.map {
      MeterKey(
        .albNewConnections, resource: $0.resource, variant: $0.variant, region: $0.region)
    }
    return Set(keys).sorted()
  }
}
