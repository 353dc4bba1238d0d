package import Ledger
package import Units

/// What a Compute Savings Plan of one term and payment could pay for, hour by hour.
///
/// The question behind it: which hourly commitment costs least? Its cost is piecewise linear in the
/// commitment, so everything here is integer. Amounts are in *parts*, whole fractions of 10⁻¹² USD
/// in which a plan's spend on each smallest unit is whole.
package struct SavingsPlanDemand: Sendable {
  /// Parts to 10⁻¹² USD.
  let parts: Int128
  /// In the order in which a plan pays for them.
  let uses: [Use]
  /// What an hourly commitment of 10⁻¹² USD comes to in each hour, in parts: less in one that the
  /// period only touches.
  let hourWeights: [Int128]
  /// Hours that are billed together: the calendar months of each ledger.
  let months: [Range<Int>]

  /// All use of one SKU in one Region.
  struct Use: Sendable {
    /// Of the plan, in parts for each smallest unit.
    let planPrice: Int128
    let tiers: [Tier]
    /// Smallest units in each hour that no free allowance covers.
    var hourly: [Int128]
  }

  /// An on-demand price up to a bound of the month.
  struct Tier: Sendable {
    /// Excluded, in smallest units; `nil` for the last tier.
    let end: Int128?
    /// In parts for each smallest unit.
    let price: Int128
  }

  /// Collects the use of one or more ledgers: with several, costs are sums over them all.
  ///
  /// Use without a rate is left out, as no plan pays for it.
  ///
  /// - Parameter runs: what Fargate and Lambda charge on demand, with the hours it belongs to.
  init(
    _ runs: [(charges: [Charge], calendar: LedgerCalendar)], term: PriceTerm, prices: PriceList
  ) {
    var rated: [(charge: Charge, rate: SKU)] = []
    for charge in runs.flatMap({ $0.charges.filter(\.isSavingsPlanEligible) })
    where !rated.contains(where: { $0.charge.isSameUse(as: charge) }) {
      if let rate = prices.rate(of: charge, term: term) { rated.append((charge, rate)) }
    }
    let parts = rated.reduce(3_600_000) {
      SavingsPlanCoverage.commonMultiple($0, $1.charge.divisor.base)
    }
    let ordered = rated.enumerated().sorted { a, b in
      SavingsPlanRank(sku: a.element.charge.sku, rate: a.element.rate, place: a.offset)
        < SavingsPlanRank(sku: b.element.charge.sku, rate: b.element.rate, place: b.offset)
    }.map(\.element)
    var uses = ordered.map { Use($0.charge, rate: $0.rate, parts: parts) }
    var months: [Range<Int>] = []
    var hourWeights: [Int128] = []
    for run in runs {
      let start = hourWeights.count
      let calendar = run.calendar
      months += calendar.months.map { start + $0.hours.lowerBound..<start + $0.hours.upperBound }
      hourWeights += (0..<calendar.hourCount).map {
        parts / 3_600_000 * Int128(calendar.milliseconds(inHour: $0))
      }
      let billable = SavingsPlanCoverage.beyondAllowance(of: run.charges, calendar: calendar)
      for (place, element) in ordered.enumerated() {
        uses[place].hourly += [Int128](repeating: 0, count: calendar.hourCount)
        for (index, charge) in run.charges.enumerated()
        where charge.isSavingsPlanEligible && charge.isSameUse(as: element.charge) {
          for hour in 0..<calendar.hourCount {
            uses[place].hourly[start + hour] += billable[index][hour]
          }
        }
      }
    }
    self.parts = parts
    self.uses = uses
    self.hourWeights = hourWeights
    self.months = months
  }

  /// What a plan could pay for in the periods of `ledgers`.
  ///
  /// - Throws: `InputError.invalid` with every reading without a price.
  package init(
    ledgers: [UsageLedger], priceList: PriceList, term: CommitmentTerm, payment: PaymentOption
  ) throws(InputError) {
    var lookup = PriceLookup(prices: priceList)
    let runs = ledgers.map { ledger in
      (
        charges: Meters.all.flatMap { $0.charges(of: ledger, prices: &lookup) },
        calendar: ledger.calendar
      )
    }
    guard lookup.problems.isEmpty else { throw .invalid(lookup.problems) }
    self.init(runs, term: .computeSavingsPlan(term, payment), prices: priceList)
  }

  private init(of other: SavingsPlanDemand, uses: [Use]) {
    parts = other.parts
    self.uses = uses
    hourWeights = other.hourWeights
    months = other.months
  }

  /// The same demand with `numerator / denominator` of all use in every hour, rounded down to whole
  /// smallest units.
  package func scaled(by numerator: Int128, over denominator: Int128) -> SavingsPlanDemand {
    SavingsPlanDemand(
      of: self,
      uses: uses.map { use in
        var use = use
        use.hourly = use.hourly.map { $0 * numerator / denominator }
        return use
      })
  }
}

extension SavingsPlanDemand.Use {
  init(_ charge: Charge, rate: SKU, parts: Int128) {
    let perUnit = parts / charge.divisor.base
    planPrice = Int128(rate.firstPrice.trillionths) * perUnit
    tiers = charge.sku.tiers.map { tier in
      SavingsPlanDemand.Tier(
        end: tier.to.map { Int128($0) * charge.divisor.base },
        price: Int128(tier.price.trillionths) * perUnit)
    }
    hourly = []
  }
}

extension Charge {
  fileprivate func isSameUse(as other: Charge) -> Bool {
    sku.key == other.sku.key && region == other.region
  }
}
