package import Units

extension SavingsPlanDemand {
  /// What all hours cost with a commitment: the plan itself, used or not, and what stays on demand.
  ///
  /// Rounded once, half-even. Free allowances cost nothing either way and are left out.
  ///
  /// - Complexity: O(hours × uses).
  package func cost(at commitment: UnitPrice) -> Money {
    Money(trillionths: partsCost(at: commitment).dividedHalfEven(by: parts))
  }

  /// The share of the on-demand cost that the plan replaces, 0 to 1; 1 where nothing is used.
  package func coverage(at commitment: UnitPrice) -> Double {
    let all = onDemandParts(spend: nil)
    if all == 0 { return 1 }
    return 1 - Double(onDemandParts(spend: commitment)) / Double(all)
  }

  /// The share of the commitment that use takes up, 0 to 1; 1 for a commitment of nothing.
  package func utilisation(of commitment: UnitPrice) -> Double {
    let bought = Int128(commitment.trillionths) * hourWeights.reduce(0, +)
    if bought == 0 { return 1 }
    return Double(spends(at: commitment).flatMap(\.self).reduce(0, +)) / Double(bought)
  }

  /// The exact cost in parts, but that the last part of each month's use of a SKU is rounded down.
  func partsCost(at commitment: UnitPrice) -> Int128 {
    Int128(commitment.trillionths) * hourWeights.reduce(0, +) + onDemandParts(spend: commitment)
  }

  /// On-demand cost of what a commitment leaves over, in parts.
  func onDemandParts(spend commitment: UnitPrice?) -> Int128 {
    let spends = commitment.map { self.spends(at: $0) }
    var total: Int128 = 0
    for (place, use) in uses.enumerated() {
      for (month, hours) in months.enumerated() {
        let units = use.hourly[hours].reduce(0, +)
        total += use.onDemand(units: units, less: spends?[place][month] ?? 0)
      }
    }
    return total
  }

  /// What the plan spends on each use in each month, in parts.
  private func spends(at commitment: UnitPrice) -> [[Int128]] {
    var spends = [[Int128]](
      repeating: [Int128](repeating: 0, count: months.count), count: uses.count)
    let perWeight = Int128(commitment.trillionths)
    for (month, hours) in months.enumerated() {
      for hour in hours {
        var left = perWeight * hourWeights[hour]
        for place in uses.indices where left > 0 {
          let spend = min(left, uses[place].hourly[hour] * uses[place].planPrice)
          spends[place][month] += spend
          left -= spend
        }
      }
    }
    return spends
  }
}

extension SavingsPlanDemand.Use {
  /// The on-demand cost in parts of a month's `units` of which a plan has paid `spend` parts' worth.
  ///
  /// Units left over are a fraction, so they are counted in units × plan price.
  func onDemand(units: Int128, less spend: Int128) -> Int128 {
    guard planPrice > 0 else { return onDemandOfWhole(units) }
    var rest = units * planPrice - spend
    var start: Int128 = 0
    var cost: Int128 = 0
    for tier in tiers where rest > 0 {
      let room = tier.end.map { ($0 - start) * planPrice } ?? rest
      let part = min(room, rest)
      cost += product(part, tier.price, over: planPrice)
      rest -= part
      start = tier.end ?? start
    }
    return cost
  }

  /// A plan with a price of nothing pays for nothing.
  private func onDemandOfWhole(_ units: Int128) -> Int128 {
    var rest = units
    var start: Int128 = 0
    var cost: Int128 = 0
    for tier in tiers where rest > 0 {
      let part = min(tier.end.map { $0 - start } ?? rest, rest)
      cost += part * tier.price
      rest -= part
      start = tier.end ?? start
    }
    return cost
  }

  /// a × b / c, rounded down, with 256 bits between; none is negative.
  private func product(_ a: Int128, _ b: Int128, over c: Int128) -> Int128 {
    let wide = a.magnitude.multipliedFullWidth(by: b.magnitude)
    return Int128(c.magnitude.dividingFullWidth(wide).quotient)
  }
}
