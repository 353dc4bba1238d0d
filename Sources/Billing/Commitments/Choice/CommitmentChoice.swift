package import Units

/// One offer, how much of it is bought, and what comes of it.
package struct CommitmentChoice: Sendable {
  package let offer: CommitmentOffer
  package let amount: CommitmentAmount
  /// Of the whole bill by the 730 h rule, with this commitment and no other.
  package let monthly: Money
  /// The bill without any commitment, less `monthly`.
  package let saving: Money
  /// The first month by whose end the cash paid is no more than without the commitment, an upfront
  /// fee included; `nil` where that month does not come within the term.
  package let breakEvenMonth: Int?
  /// A month's cost of having bought for a load that falls by 30 %: against the best choice of the
  /// same offer for 70 % of the use in every hour.
  package let regretAtMinus30Percent: Money
  /// The share of the on-demand cost that it replaces, and the share of it that is used; 0 to 1.
  package let coverage: Double
  package let utilisation: Double
  /// Keys of the prices of low confidence that only the commitment brings into the bill, ascending.
  package let lowConfidencePrices: [String]
}

/// What a set of commitments comes to.
package struct CommitmentCost: Sendable {
  package let commitments: Commitments
  /// Of the whole bill by the 730 h rule.
  package let monthly: Money
  /// Against the bill without any commitment.
  package let saving: Money
  /// Keys of the prices of low confidence that the bill rests on, ascending.
  package let lowConfidencePrices: [String]
}
