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
  /// What cannot be judged, such as an offer without a rate for something that is used.
  package private(set) var remarks: [String] = []

  /// - Parameter priceList: with the scenario's own prices applied.
  /// - Throws: `InputError.invalid` with every reading that has no price.
  package init(
    ledgers: [UsageLedger], priceList: PriceList, baseline: Baseline
  ) throws(InputError) {
    self.ledgers = ledgers
    prices = priceList
    biller = Biller(priceList: priceList, baseline: baseline)
    var lookup = PriceLookup(prices: priceList)
    runs = ledgers.map { ledger in
      (Meters.all.flatMap { $0.charges(of: ledger, prices: &lookup) }, ledger.calendar)
    }
    guard lookup.problems.isEmpty else { throw .invalid(lookup.problems) }
    onDemandMonthly = try Self.meanMonthly(of: ledgers, biller: biller)
  }

  /// The cheapest amount of every offer that is sold for something that is used, in the order Savings
  /// Plans, databases, caches and by term and payment; amounts of nothing where nothing pays.
  ///
  /// For reserved databases the classes of a family in use compete, as a reservation covers all of
  /// them; the cheapest is kept for each term and payment.
  package mutating func best() throws(InputError) -> [CommitmentChoice] {
    try choices { $0.optimum() }
  }

  /// The smallest amount of every offer that replaces `share`, 0 to 1, of the on-demand cost.
  package mutating func covering(_ share: Double) throws(InputError) -> [CommitmentChoice] {
    try choices { $0.amount(covering: share) }
  }

  /// What the system costs with `commitments`, all at once.
  package func cost(of commitments: Commitments) throws(InputError) -> CommitmentCost {
    let monthly = try Self.meanMonthly(of: ledgers, biller: biller.with(commitments))
    return CommitmentCost(
      commitments: commitments, monthly: monthly, saving: onDemandMonthly - monthly)
  }

  private mutating func choices(
    amount: (any CommitmentDemand) -> CommitmentAmount
  ) throws(InputError) -> [CommitmentChoice] {
    remarks = []
    var choices: [CommitmentChoice] = []
    for group in offerGroups() {
      var cheapest: CommitmentChoice?
      for offer in group {
        guard let demand = demand(for: offer) else { continue }
        let choice = try judge(offer, amount: amount(demand), demand: demand)
        if let known = cheapest, known.monthly <= choice.monthly { continue }
        cheapest = choice
      }
      if let cheapest { choices.append(cheapest) }
    }
    return choices
  }

  private func judge(
    _ offer: CommitmentOffer, amount: CommitmentAmount, demand: any CommitmentDemand
  ) throws(InputError) -> CommitmentChoice {
    let commitments = offer.commitments(amount)
    let priced = biller.with(commitments)
    let monthly = try Self.meanMonthly(of: ledgers, biller: priced)
    let fallen = demand.fallenUse
    let regret = fallen.cost(of: amount) - fallen.cost(of: fallen.optimum())
    let seconds = ledgers.reduce(0) { $0 + $1.calendar.period.seconds }
    let month = BillingSpan.standardMonthHours * 3600
    return CommitmentChoice(
      offer: offer, amount: amount, monthly: monthly, saving: onDemandMonthly - monthly,
      breakEvenMonth: try breakEvenMonth(
        offer, saving: onDemandMonthly - monthly, biller: priced),
      regretAtMinus30Percent: regret.scaled(by: month, over: max(1, seconds)),
      coverage: demand.coverage(of: amount), utilisation: demand.utilisation(of: amount))
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

  private mutating func demand(for offer: CommitmentOffer) -> (any CommitmentDemand)? {
    switch offer.kind {
    case .computeSavingsPlan:
      var lookup = PriceLookup(prices: prices)
      let demand = SavingsPlanDemand(
        runs, term: .computeSavingsPlan(offer.term, offer.payment), prices: &lookup)
      remarks += lookup.problems.map { "left out: \($0.message)" }
      return lookup.problems.isEmpty ? demand : nil
    case .reservedInstances, .reservedNodes:
      let commitments = offer.commitments(.count(1))
      let reservation =
        commitments.reservedInstances.first?.reservation
        ?? commitments.reservedNodes.first?.reservation
      return reservation.flatMap { ReservationDemand($0, runs: runs, prices: prices) }
    }
  }

  private static func meanMonthly(
    of ledgers: [UsageLedger], biller: Biller
  ) throws(InputError) -> Money {
    var sum = Money.zero
    for ledger in ledgers { sum += try biller.bill(ledger).monthlyTotal }
    return sum.scaled(by: 1, over: Int64(max(1, ledgers.count)))
  }

  /// Offers that compete for the same use, for everything that is used.
  private func offerGroups() -> [[CommitmentOffer]] {
    let charges = runs.flatMap(\.charges)
    var kinds: [[CommitmentOffer.Kind]] = []
    if charges.contains(where: \.isSavingsPlanEligible) { kinds.append([.computeSavingsPlan]) }
    kinds += OfferedReservations.kinds(for: charges)
    return kinds.flatMap { group in
      CommitmentTerm.allCases.flatMap { term in
        PaymentOption.allCases.map { payment in
          group.map { CommitmentOffer($0, term: term, payment: payment) }
        }
      }
    }
  }
}

extension Biller {
  /// The same prices with other commitments.
  func with(_ commitments: Commitments) -> Biller {
    Biller(
      priceList: priceList, baseline: baseline, commitments: commitments, overrides: overrides)
  }
}
