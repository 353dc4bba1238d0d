internal import Billing
package import Studies
internal import Units

/// The three answers of `tosscost commit` as JSON: `{best, given, target_coverage}`.
///
/// Money and commitments are decimal strings: dollars an hour of a Savings Plan, instances or nodes of
/// a reservation; a mixture of classes has their names and counts with ` + ` between them.
/// `low_confidence_prices` are those that the bill without commitments rests on, of a choice those
/// that only it brings in besides, of commitments together all that their bill rests on.
/// `target_coverage` has what the cheapest offers of all kinds come to together, and each alone.
package enum CommitJSON {
  package static func bytes(_ study: CommitStudy) throws -> [UInt8] {
    try PlainJSON.bytes(
      Answers(
        best: study.best.map(Choice.init), given: study.given.map(Given.init),
        targetCoverage: study.target.map(Target.init),
        lowConfidencePrices: study.lowConfidencePrices))
  }

  private struct Answers: Encodable {
    let best: [Choice]
    @NullWhenAbsent var given: Given?
    @NullWhenAbsent var targetCoverage: Target?
    let lowConfidencePrices: [String]

    enum CodingKeys: String, CodingKey {
      case best, given
      case targetCoverage = "target_coverage"
      case lowConfidencePrices = "low_confidence_prices"
    }
  }

  private struct Choice: Codable, Hashable {
    let type: String
    let term: String
    let payment: String
    let commitment: String
    let monthly: Money
    let saving: Money
    @NullWhenAbsent var breakEvenMonth: Int?
    let regretAtMinus30Percent: Money
    let lowConfidencePrices: [String]

    enum CodingKeys: String, CodingKey {
      case type, term, payment, commitment, monthly, saving
      case breakEvenMonth = "break_even_month"
      case regretAtMinus30Percent = "regret_at_minus_30pct"
      case lowConfidencePrices = "low_confidence_prices"
    }

    init(_ choice: CommitmentChoice) {
      type = choice.offer.type
      term = choice.offer.term.rawValue
      payment = choice.offer.payment.rawValue
      commitment = choice.amount.description
      monthly = choice.monthly
      saving = choice.saving
      breakEvenMonth = choice.breakEvenMonth
      regretAtMinus30Percent = choice.regretAtMinus30Percent
      lowConfidencePrices = choice.lowConfidencePrices
    }
  }

  private struct Given: Codable, Hashable {
    let commitments: [Bought]
    let monthly: Money
    let saving: Money
    let lowConfidencePrices: [String]

    enum CodingKeys: String, CodingKey {
      case commitments, monthly, saving
      case lowConfidencePrices = "low_confidence_prices"
    }

    init(_ cost: CommitmentCost) {
      commitments = cost.commitments.offers.map(Bought.init)
      monthly = cost.monthly
      saving = cost.saving
      lowConfidencePrices = cost.lowConfidencePrices
    }
  }

  private struct Bought: Codable, Hashable {
    let type: String
    let term: String
    let payment: String
    let commitment: String

    init(_ item: (offer: CommitmentOffer, amount: CommitmentAmount)) {
      type = item.offer.type
      term = item.offer.term.rawValue
      payment = item.offer.payment.rawValue
      commitment = item.amount.description
    }
  }

  private struct Target: Codable, Hashable {
    let percent: String
    let commitments: [Bought]
    let monthly: Money
    let saving: Money
    let choices: [Choice]
    let lowConfidencePrices: [String]

    enum CodingKeys: String, CodingKey {
      case percent = "coverage_pct"
      case commitments, monthly, saving, choices
      case lowConfidencePrices = "low_confidence_prices"
    }

    init(_ target: CommitStudy.Target) {
      percent = target.percent.description
      commitments = target.together.commitments.offers.map(Bought.init)
      monthly = target.together.monthly
      saving = target.together.saving
      choices = target.choices.map(Choice.init)
      lowConfidencePrices = target.together.lowConfidencePrices
    }
  }
}
