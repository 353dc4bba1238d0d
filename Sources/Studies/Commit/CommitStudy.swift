package import Billing
package import Ledger
package import Units

/// What to commit to, given what was simulated: three answers.
package struct CommitStudy: Sendable {
  /// The mean monthly bill without any commitment.
  package let onDemandMonthly: Money
  /// Keys of the prices of low confidence that it rests on, ascending; every other bill does, too.
  package let lowConfidencePrices: [String]
  /// The cheapest amount of every offer.
  package let best: [CommitmentChoice]
  /// What the cheapest offers of all kinds come to together.
  package let together: CommitmentCost
  /// What the commitments asked about come to; `nil` where none were.
  package let given: CommitmentCost?
  /// The smallest amount of every offer at the coverage asked about; `nil` where none was.
  package let target: Target?
  /// What had to be left out, and why.
  package let remarks: [String]

  /// A coverage in percent and what reaches it.
  package struct Target: Sendable {
    package let percent: Decimal12
    package let choices: [CommitmentChoice]
    /// What the cheapest choices of all kinds come to together, whether they save or not.
    package let together: CommitmentCost
  }

  /// - Parameters:
  ///   - ledgers: hourly use under each replication or future; every figure is a mean over them.
  ///   - priceList: with the scenario's own prices applied.
  ///   - given: commitments to judge as they are; empty for none.
  ///   - coverage: share of each offer's on-demand cost to replace, in percent.
  /// - Throws: `InputError.invalid` where use has no price or a given commitment is not sold.
  package init(
    ledgers: [UsageLedger], priceList: PriceList, given: Commitments,
    coverage: Decimal12?
  ) throws(InputError) {
    var advisor = try CommitmentAdvisor(
      ledgers: ledgers, priceList: priceList)
    onDemandMonthly = advisor.onDemandMonthly
    lowConfidencePrices = advisor.lowConfidencePrices
    best = try advisor.best()
    remarks = advisor.remarks
    together = try advisor.cost(
      of: Self.commitments(Self.cheapestOfEachKind(best).filter { $0.saving > .zero }))
    self.given = given.isEmpty ? nil : try advisor.cost(of: given)
    if let coverage {
      let share = Double(coverage.trillionths) / Double(Decimal12.one) / 100
      let choices = try advisor.covering(share)
      target = Target(
        percent: coverage, choices: choices,
        together: try advisor.cost(of: Self.commitments(Self.cheapestOfEachKind(choices))))
    } else {
      target = nil
    }
  }

  /// Offers follow each other by kind; of each kind the one that saves most.
  private static func cheapestOfEachKind(_ choices: [CommitmentChoice]) -> [CommitmentChoice] {
    var cheapest: [CommitmentChoice] = []
    for choice in choices {
      if let last = cheapest.last, last.offer.covers(sameUseAs: choice.offer) {
        if choice.monthly < last.monthly { cheapest[cheapest.count - 1] = choice }
      } else {
        cheapest.append(choice)
      }
    }
    return cheapest
  }

  private static func commitments(_ choices: [CommitmentChoice]) -> Commitments {
    choices.reduce(Commitments()) { $0.adding($1.offer.commitments($1.amount)) }
  }
}
