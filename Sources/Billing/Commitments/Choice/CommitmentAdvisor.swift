package import Ledger
package import Units

/// Answers what to commit to, given what one or more simulated periods used.
///
/// With several ledgers (replications, futures) every figure is the mean over them. Each offer is
/// judged alone: Savings Plans and reservations cover different things, so that the best of each
/// kind together are the best of all.
package struct CommitmentAdvisor: Sendable {
  private let ledgers: [UsageLedger]
  private let biller: Biller
  private let prices: PriceList
  private let runs: [(charges: [Charge], calendar: LedgerCalendar)]
  /// The mean monthly bill without any commitment.
  package let onDemandMonthly: Money
  /// Keys of the prices of low confidence that it rests on, ascending.
  package let lowConfidencePrices: [String]
  /// What cannot be judged, such as an offer without a rate for something that is used.
  package private(set) var remarks: [String] = []

  /// - Parameter priceList: with the scenario's own prices applied.
  /// - Throws: `InputError.invalid` with every reading that has no price.
  package init(
    ledgers: [UsageLedger], priceList: PriceList
  ) throws(InputError) {
    self.ledgers = ledgers
    prices = priceList
    biller = Biller(priceList: priceList, costPlan: nil)
    var lookup = PriceLookup(prices: priceList)
    runs = ledgers.map { ledger in
      (Meters.all.flatMap { $0.charges(of: ledger, prices: &lookup) }, ledger.calendar)
    }
    guard lookup.problems.isEmpty else { throw .invalid(lookup.problems) }
    (onDemandMonthly, lowConfidencePrices) = try Self.month(of: ledgers, biller: biller)
  }

  /// The cheapest amount of every offer that is sold for something that is used, in the order Savings
  /// Plans, databases, caches and by term and payment; amounts of nothing where nothing pays.
  ///
  /// A reserved database covers all sizes of its family, so that counts of every class in use are
  /// sought together; an offer of several classes stands for a mixture of them.
  package mutating func best() throws(InputError) -> [CommitmentChoice] {
    try choices { $0.optimum() }
  }

  /// The smallest amount of every offer that replaces `share`, 0 to 1, of the on-demand cost.
  package mutating func covering(_ share: Double) throws(InputError) -> [CommitmentChoice] {
    try choices { $0.amount(covering: share) }
  }

  /// What the system costs with `commitments`, all at once.
  package func cost(of commitments: Commitments) throws(InputError) -> CommitmentCost {
    let (monthly, weak) = try Self.month(of: ledgers, biller: biller.with(commitments))
    return CommitmentCost(
      commitments: commitments, monthly: monthly, saving: onDemandMonthly - monthly,
      lowConfidencePrices: weak)
  }

  private mutating func choices(
    amount: (any CommitmentDemand) -> CommitmentAmount
  ) throws(InputError) -> [CommitmentChoice] {
    remarks = Self.unratedUse(in: runs.flatMap(\.charges), prices: prices)
    var choices: [CommitmentChoice] = []
    for group in useGroups() {
      for term in CommitmentTerm.allCases {
        for payment in PaymentOption.allCases {
          guard let demand = demand(for: group, term: term, payment: payment) else { continue }
          choices.append(try judge(amount(demand), of: demand, term: term, payment: payment))
        }
      }
    }
    return choices
  }

  private func judge(
    _ wanted: CommitmentAmount, of demand: any CommitmentDemand, term: CommitmentTerm,
    payment: PaymentOption
  ) throws(InputError) -> CommitmentChoice {
    let (kind, amount) = Self.purchase(wanted, of: demand)
    let offer = CommitmentOffer(kind, term: term, payment: payment)
    let commitments = offer.commitments(amount)
    let priced = biller.with(commitments)
    let (monthly, weak) = try Self.month(of: ledgers, biller: priced)
    let fallen = demand.fallenUse
    let regret = fallen.cost(of: wanted) - fallen.cost(of: fallen.optimum())
    let seconds = ledgers.reduce(0) { $0 + $1.calendar.period.seconds }
    let month = BillingSpan.standardMonthHours * 3600
    return CommitmentChoice(
      offer: offer, amount: amount, monthly: monthly, saving: onDemandMonthly - monthly,
      breakEvenMonth: try breakEvenMonth(
        offer, saving: onDemandMonthly - monthly, biller: priced),
      regretAtMinus30Percent: regret.scaled(by: month, over: max(1, seconds)),
      coverage: demand.coverage(of: wanted), utilisation: demand.utilisation(of: wanted),
      lowConfidencePrices: weak.filter { !lowConfidencePrices.contains($0) })
  }

  /// What is bought by its name: one class alone where no other is.
  private static func purchase(
    _ amount: CommitmentAmount, of demand: any CommitmentDemand
  ) -> (CommitmentOffer.Kind, CommitmentAmount) {
    guard case .counts(let counts) = amount, let demand = demand as? ReservationDemand else {
      return (.computeSavingsPlan, amount)
    }
    let kinds = demand.reservations.map(\.offer.kind)
    let bought = counts.indices.filter { counts[$0] > 0 }
    if bought.count < 2 {
      let place = bought.first ?? 0
      return (kinds[place], .count(counts[place]))
    }
    return (.together(bought.map { kinds[$0] }), .counts(bought.map { counts[$0] }))
  }

  /// F + m (M − F/term) ≤ m M₀, where M is the amortised month and M₀ the one on demand.
  private func breakEvenMonth(
    _ offer: CommitmentOffer, saving: Money, biller: Biller
  ) throws(InputError) -> Int? {
    guard saving > .zero, let ledger = ledgers.first else { return nil }
    let fee = try biller.bill(ledger).items.filter { $0.kind == .upfront }
      .reduce(Money.zero) { $0 + $1.cash }
    let months = offer.term.hours / BillingSpan.standardMonthHours
    let perMonth = saving + fee.scaled(by: 1, over: months)
    let month = max(1, fee.trillionths.ceilingDivided(by: perMonth.trillionths))
    return month <= Int128(months) ? Int(month) : nil
  }

  private func demand(
    for kinds: [CommitmentOffer.Kind], term: CommitmentTerm, payment: PaymentOption
  ) -> (any CommitmentDemand)? {
    if kinds == [.computeSavingsPlan] {
      return SavingsPlanDemand(
        runs, term: .computeSavingsPlan(term, payment), prices: prices)
    }
    return ReservationDemand(
      kinds.compactMap { $0.reservation(term, payment) }, runs: runs, prices: prices)
  }

  /// What Savings Plans could pay for if the price list had a rate for it, with the terms on which
  /// it has none.
  private static func unratedUse(in charges: [Charge], prices: PriceList) -> [String] {
    var seen: Set<String> = []
    return charges.compactMap { charge -> String? in
      guard charge.isSavingsPlanEligible, seen.insert(charge.sku.key).inserted else { return nil }
      let missing = PriceTerm.all.filter { _, term in
        guard case .computeSavingsPlan = term else { return false }
        return prices.rate(of: charge, term: term) == nil
      }
      if missing.isEmpty { return nil }
      return "`\(charge.sku.key)` stays on demand: the price list has no rate on the terms "
        + missing.map(\.text).joined(separator: ", ")
    }
  }

  /// The mean monthly total, and the prices of low confidence that any of the bills rests on.
  private static func month(
    of ledgers: [UsageLedger], biller: Biller
  ) throws(InputError) -> (total: Money, lowConfidencePrices: [String]) {
    var sum = Money.zero
    var weak: Set<String> = []
    for ledger in ledgers {
      let bill = try biller.bill(ledger)
      sum += bill.monthlyTotal
      weak.formUnion(bill.lowConfidencePrices)
    }
    return (sum.scaled(by: 1, over: Int64(max(1, ledgers.count))), weak.sorted())
  }

  /// Kinds of offers that compete for the same use, for everything that is used.
  private func useGroups() -> [[CommitmentOffer.Kind]] {
    let charges = runs.flatMap(\.charges)
    let plans: [[CommitmentOffer.Kind]] =
      charges.contains { $0.isSavingsPlanEligible } ? [[.computeSavingsPlan]] : []
    return plans + OfferedReservations.kinds(for: charges)
  }
}

extension Biller {
  /// The same prices with other commitments.
  func with(_ commitments: Commitments) -> Biller {
    Biller(
      priceList: priceList, costPlan: costPlan, commitments: commitments, overrides: overrides)
  }
}
