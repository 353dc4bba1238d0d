internal import Billing
internal import Ledger
internal import Units

/// How much can be bought ahead so that every hour of a run uses all of it.
struct CommitmentSizing: Sendable {
  typealias Terms = (term: CommitmentTerm, payment: PaymentOption)

  private let usage: UsageLedger
  private let prices: PriceList
  /// Clock hours that lie in the period as a whole; all hours where there is none.
  private let hours: [Int]

  init(usage: UsageLedger, prices: PriceList) {
    self.usage = usage
    self.prices = prices
    let all = Array(0..<usage.calendar.hourCount)
    let whole = all.filter { usage.calendar.milliseconds(inHour: $0) == 3_600_000 }
    hours = whole.isEmpty ? all : whole
  }

  /// The least reading of an hour.
  private func quietest(_ key: MeterKey) -> Int64 {
    let readings = usage.readings(of: key)
    return hours.map { readings[$0] }.min() ?? 0
  }

  func commitments(plan: Terms? = nil, reserved: Terms? = nil) -> Commitments {
    var result = Commitments()
    if let plan, let hourly = hourlyCommitment(plan), hourly > .zero {
      result.savingsPlans = [
        ComputeSavingsPlan(term: plan.term, payment: plan.payment, hourlyCommitment: hourly)
      ]
    }
    if let reserved {
      result.reservedInstances = instances(reserved)
      result.reservedNodes = nodes(reserved)
    }
    return result
  }

  /// Fargate on demand in its quietest hour at the plan's rates; `nil` without a rate.
  private func hourlyCommitment(_ plan: Terms) -> UnitPrice? {
    let term = PriceTerm.computeSavingsPlan(plan.term, plan.payment)
    var spend = [Int128](repeating: 0, count: usage.calendar.hourCount)
    for (meter, dimension, divisor) in [
      (MeterID.fargateCPU, "vcpu", Int128(1024)), (MeterID.fargateMemory, "gb", 1024),
    ] {
      for key in usage.keys(of: meter) where !key.variant.hasPrefix("spot.") {
        let sku = "fargate.\(key.variant).\(dimension)"
        guard let rate = prices.sku(sku, term: term, region: key.region) else { return nil }
        for (hour, reading) in usage.readings(of: key).enumerated() {
          spend[hour] +=
            Int128(reading) * Int128(rate.firstPrice.trillionths) / (divisor * 3_600_000)
        }
      }
    }
    return hours.map { spend[$0] }.min().map { UnitPrice(trillionths: Int64(clamping: $0)) }
  }

  private func instances(_ terms: Terms) -> [ReservedInstances] {
    counts(of: .rdsInstance, perHour: 3_600_000).compactMap { kind in
      guard let dot = kind.variant.lastIndex(of: ".") else { return nil }
      return ReservedInstances(
        instanceClass: String(kind.variant[..<dot]),
        multiAZ: kind.variant[dot...] == ".multi", count: kind.count, term: terms.term,
        payment: terms.payment, region: kind.region)
    }
  }

  private func nodes(_ terms: Terms) -> [ReservedNodes] {
    let kinds =
      counts(of: .elastiCacheNode, perHour: 1)
      + counts(of: .elastiCacheNodeTime, perHour: 3_600_000)
    return kinds.compactMap { kind in
      guard let dot = kind.variant.lastIndex(of: ".") else { return nil }
      return ReservedNodes(
        nodeType: String(kind.variant[..<dot]),
        engine: String(kind.variant[kind.variant.index(after: dot)...]), count: kind.count,
        term: terms.term, payment: terms.payment, region: kind.region)
    }
  }

  /// How many of each variant run in every hour, in the order of the keys.
  private func counts(
    of meter: MeterID, perHour: Int64
  ) -> [(variant: String, region: String, count: Int)] {
    var result: [(variant: String, region: String, count: Int)] = []
    for key in usage.keys(of: meter) {
      let count = Int(quietest(key) / perHour)
      guard count > 0 else { continue }
      let known = result.firstIndex { $0.variant == key.variant && $0.region == key.region }
      if let index = known {
        result[index].count += count
      } else {
        result.append((key.variant, key.region, count))
      }
    }
    return result
  }

  /// The usage with everything that a service runs above its quietest hour moved to Spot.
  func onSpotAboveQuietest(_ ledger: UsageLedger) -> UsageLedger {
    var result = UsageLedger(calendar: ledger.calendar)
    for key in ledger.keys {
      let isElastic =
        (key.meter == .fargateCPU || key.meter == .fargateMemory)
        && !key.variant.hasPrefix("spot.")
      let kept = isElastic ? quietest(key) : .max
      let spot = MeterKey(
        key.meter, resource: key.resource, variant: "spot.\(key.variant)", region: key.region)
      for (hour, reading) in ledger.readings(of: key).enumerated() {
        result.add(min(reading, kept), to: key, hour: hour)
        if reading > kept { result.add(reading - kept, to: spot, hour: hour) }
      }
    }
    return result
  }
}
