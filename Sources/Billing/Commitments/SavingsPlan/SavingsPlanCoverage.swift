internal import Ledger
internal import Units

/// A Compute Savings Plan applied each clock hour: a spend at the plan's rates, used or lost.
///
/// Within an hour the use with the highest discount is covered first; what the hour's commitment
/// cannot pay stays on demand. Free allowances go first, as AWS does not let a plan pay for what is
/// free. Use for which the price list has no rate of the plan stays on demand and says so. Rules:
/// prices reference section 1.
struct SavingsPlanCoverage: Coverage {
  private let plan: ComputeSavingsPlan
  private let term: PriceTerm
  /// Parts of a trillionth of a dollar in which every amount of the plan is whole.
  private let parts: Int128
  private let covered: [Share]
  /// Of each hour's commitment what nothing used, in parts.
  private let unused: [Int128]

  /// What the plan pays of one charge.
  private struct Share {
    let charge: Charge
    let rate: SKU
    var units: [Int128]
    /// In parts of a trillionth of a dollar.
    var spend: [Int128]
  }

  /// Takes what it covers out of `charges`; `nil` with a problem where no rate is known at all.
  init?(
    _ plan: ComputeSavingsPlan, of charges: inout [Charge], calendar: LedgerCalendar,
    prices: inout PriceLookup
  ) {
    let term = PriceTerm.computeSavingsPlan(plan.term, plan.payment)
    var rates: [(index: Int, rate: SKU)] = []
    let eligible = charges.indices.filter { charges[$0].isSavingsPlanEligible }
    for index in eligible {
      if let rate = prices.prices.rate(of: charges[index], term: term) {
        rates.append((index, rate))
      } else {
        charges[index].note = [charges[index].note, "no \(term.text) rate is known; on demand"]
          .filter { !$0.isEmpty }.joined(separator: "; ")
      }
    }
    if rates.isEmpty, let first = eligible.first {
      prices.report(
        "no \(term.text) rate for the SKU `\(charges[first].sku.key)` (component "
          + "\(charges[first].component), Region \(charges[first].region)), nor for any other")
      return nil
    }
    rates.sort { a, b in
      let first = SavingsPlanRank(sku: charges[a.index].sku, rate: a.rate, place: a.index)
      return first < SavingsPlanRank(sku: charges[b.index].sku, rate: b.rate, place: b.index)
    }
    self.plan = plan
    self.term = term
    parts = rates.reduce(3_600_000) { Self.commonMultiple($0, charges[$1.index].divisor.base) }

    let billable = Self.beyondAllowance(of: charges, calendar: calendar)
    let none = [Int128](repeating: 0, count: calendar.hourCount)
    var shares = rates.map {
      Share(charge: charges[$0.index], rate: $0.rate, units: none, spend: none)
    }
    var unused = none
    for hour in none.indices {
      var left =
        Int128(plan.hourlyCommitment.trillionths)
        * (parts / 3_600_000 * Int128(calendar.milliseconds(inHour: hour)))
      for (place, (index, rate)) in rates.enumerated() {
        let price = Int128(rate.firstPrice.trillionths) * (parts / charges[index].divisor.base)
        let wanted = billable[index][hour]
        let isWhole = wanted * price <= left
        let units = isWhole ? wanted : left / price
        // The last part of the commitment buys less than one smallest unit; it is spent all the
        // same, so that an hour with enough use leaves nothing unused.
        let spend = isWhole ? wanted * price : left
        shares[place].units[hour] = units
        shares[place].spend[hour] = spend
        charges[index].hourly[hour] -= units
        left -= spend
      }
      unused[hour] = left
    }
    covered = shares
    self.unused = unused
  }

  /// For each charge the hourly use that its free allowance does not cover, month by month from the
  /// first hour on.
  static func beyondAllowance(
    of charges: [Charge], calendar: LedgerCalendar
  ) -> [[Int128]] {
    var billable = charges.map(\.hourly)
    for span in BillingSpan.calendarMonths(of: calendar) {
      var left: [String: Int128] = [:]
      for hour in span.hours {
        for (index, charge) in charges.enumerated() where charge.isSavingsPlanEligible {
          guard let pool = charge.allowance else { continue }
          let free = left[pool.id] ?? pool.total(in: span, for: charge).smallestUnits(of: charge)
          let taken = min(free, billable[index][hour])
          billable[index][hour] -= taken
          left[pool.id] = free - taken
        }
      }
    }
    return billable
  }

  static func commonMultiple(_ a: Int128, _ b: Int128) -> Int128 {
    a * Quantity(smallestUnits: b, perUnit: a).reduced.smallestUnits
  }

  func rows(in span: BillingSpan) -> [PricedRow] {
    var rows = covered.compactMap { share -> PricedRow? in
      let spend = amount(share.spend, in: span)
      if spend.isZero { return nil }
      return row(
        service: share.charge.service, component: share.charge.component, sku: share.rate.key,
        region: share.charge.region, kind: .covered, unit: share.rate.unit.text,
        unitPrice: share.rate.firstPrice,
        quantity: span.quantity(of: share.units, divisor: share.charge.divisor), spend: spend,
        note: share.rate.caveat, confidence: share.rate.confidence)
    }
    let idle = amount(unused, in: span)
    if !idle.isZero {
      rows.append(
        row(
          service: .savingsPlans, component: "savings-plan-unused", sku: Self.planSKU,
          region: PriceList.everywhere, kind: .unused, unit: "USD", unitPrice: .dollar,
          quantity: idle.scaled(by: 1, over: Decimal12.one), spend: idle,
          note: "committed and not used", confidence: .high))
    }
    return rows
  }

  private static let planSKU = "compute_savings_plan"

  private func amount(_ hourly: [Int128], in span: BillingSpan) -> Quantity {
    span.quantity(of: hourly, divisor: UnitDivisor(parts))
  }

  private func row(
    service: BilledService, component: String, sku: String, region: String, kind: ChargeKind,
    unit: String, unitPrice: UnitPrice, quantity: Quantity, spend: Quantity, note: String,
    confidence: PriceConfidence
  ) -> PricedRow {
    let paid = plan.payment.upfrontShare
    return PricedRow(
      identity: RowIdentity(
        service: service, component: "\(component)-\(term.text)", sku: sku, region: region,
        tier: "",
        kind: kind),
      unit: unit, unitPrice: unitPrice, quantity: quantity, cost: spend.cost(at: .trillionth),
      cash: spend.scaled(by: paid.of - paid.part, over: paid.of).cost(at: .trillionth),
      note: note, confidence: confidence)
  }

  var reference: CommitmentReference {
    CommitmentReference(
      offer: CommitmentOffer(.computeSavingsPlan, term: plan.term, payment: plan.payment),
      amount: .hourly(plan.hourlyCommitment))
  }

  func usedSKU(component: String) -> SKU? {
    covered.first { "\($0.charge.component)-\(term.text)" == component }?.charge.sku
  }

  func quantity(of quantity: Quantity, component: String, cost: Money) -> Quantity {
    Quantity(smallestUnits: cost.trillionths, perUnit: Decimal12.one)
  }

  /// The price list has no record of a plan itself: a dollar of it costs a dollar.
  var purchasedSKU: SKU {
    SKU(
      key: Self.planSKU, region: PriceList.everywhere, term: term, service: "savings_plans",
      description: "Compute Savings Plan", unit: PriceUnit.dollars,
      tiers: [PriceTier(from: 0, to: nil, price: .dollar)], upfront: nil, freeAllowance: nil,
      minimum: nil, increment: nil, effective: nil, source: "AWS, \"What are Savings Plans?\"",
      confidence: .high)
  }

  var purchaseRows: [PricedRow] {
    let paid = plan.payment.upfrontShare
    guard paid.part > 0, plan.hourlyCommitment > .zero else { return [] }
    let dollars = Quantity(
      smallestUnits: Int128(plan.hourlyCommitment.trillionths) * Int128(plan.term.hours)
        * paid.part,
      perUnit: Decimal12.one * paid.of)
    return [
      PricedRow(
        identity: RowIdentity(
          service: .savingsPlans, component: "savings-plan-upfront-\(term.text)", sku: Self.planSKU,
          region: PriceList.everywhere, tier: "", kind: .upfront),
        unit: "USD", unitPrice: .dollar, quantity: dollars, cost: .zero,
        cash: dollars.cost(at: .dollar),
        note: "paid for the whole term, spread over its hours in cost", confidence: .high)
    ]
  }
}

extension PriceList {
  /// The rate of a Compute Savings Plan for `charge`.
  func rate(of charge: Charge, term: PriceTerm) -> SKU? {
    sku(charge.sku.key, term: term, region: charge.region)
  }
}

extension Quantity {
  /// A quantity of base units of the charge's price in its meter's smallest units, rounded down.
  fileprivate func smallestUnits(of charge: Charge) -> Int128 {
    let perBase = charge.divisor.base / Int128(charge.sku.unit.multiplier)
    return smallestUnits * perBase / perUnit
  }
}
