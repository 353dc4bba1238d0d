internal import Billing
package import Studies
internal import Units

/// The three answers of `tosscost commit` for people.
package enum CommitPage {
  package static func lines(_ study: CommitStudy, style: TerminalStyle) -> [String] {
    var lines = [
      "A month of 730 h without commitments: \(Figures.dollars(study.onDemandMonthly))"
        + LowConfidence.mark(!study.lowConfidencePrices.isEmpty)
    ]
    lines += LowConfidence.note(study.lowConfidencePrices) + [""]
    lines += [style.paint("Cheapest amount of each offer, each alone", .heading)]
    lines += table(study.best, style: style)
    lines +=
      study.together.commitments.isEmpty
      ? ["No commitment pays at this use."] : together(study.together)
    if let given = study.given {
      lines += ["", style.paint("The given commitments", .heading)]
      lines += given.commitments.offers.map { item in
        "  \(item.offer.type), \(terms(item.offer)) upfront: \(amount(item.amount))"
      }
      lines += ["  " + summary(given)] + LowConfidence.note(given.lowConfidencePrices)
    }
    if let target = study.target {
      let title = "Smallest amount that covers \(target.percent.description) % of each offer's cost"
      lines += ["", style.paint(title, .heading)]
      lines += table(target.choices, style: style)
      lines += together(target.together)
    }
    lines += [""] + legend
    lines += study.remarks.flatMap { remark in
      wrapped(remark.safeForTerminal, width: 80, indent: "  ").map { style.paint($0, .warning) }
    }
    return lines
  }

  /// One table for each run of offers of one type, under its name.
  private static func table(_ choices: [CommitmentChoice], style: TerminalStyle) -> [String] {
    if choices.isEmpty { return ["  Nothing that can be reserved or covered is used."] }
    var table = TextTable([
      .text("term, upfront"), .number("amount"), .number("used"), .number("covers"),
      .number("monthly"),
      .number("saving"), .number("from"), .number("regret"),
    ])
    var type = ""
    for choice in choices {
      if choice.offer.type != type {
        type = choice.offer.type
        table.addHeading(type + (choice.offer.kind == .computeSavingsPlan ? ", $/h" : ""))
      }
      table.add([
        "  " + terms(choice.offer) + LowConfidence.mark(!choice.lowConfidencePrices.isEmpty),
        choice.amount.description, percent(choice.utilisation),
        percent(choice.coverage), Figures.dollars(choice.monthly), Figures.dollars(choice.saving),
        choice.breakEvenMonth.map(String.init) ?? "–",
        Figures.dollars(choice.regretAtMinus30Percent),
      ])
    }
    return table.lines(style: style)
      + LowConfidence.note(Set(choices.flatMap(\.lowConfidencePrices)).sorted())
  }

  private static func together(_ cost: CommitmentCost) -> [String] {
    wrapped("The cheapest of each kind together: \(summary(cost))", width: 80, indent: "")
      + LowConfidence.note(cost.lowConfidencePrices)
  }

  private static func summary(_ cost: CommitmentCost) -> String {
    "\(Figures.dollars(cost.monthly)) a month, saving \(Figures.dollars(cost.saving))"
      + LowConfidence.mark(!cost.lowConfidencePrices.isEmpty)
  }

  private static func terms(_ offer: CommitmentOffer) -> String {
    let upfront =
      switch offer.payment {
      case .noUpfront: "no"
      case .partialUpfront: "partial"
      case .allUpfront: "all"
      }
    return "\(offer.term.rawValue) \(upfront)"
  }

  private static func amount(_ amount: CommitmentAmount) -> String {
    switch amount {
    case .hourly: "\(amount) $/h"
    case .count, .counts: "\(amount)"
    }
  }

  private static func percent(_ share: Double) -> String {
    Figures.fixed(share * 100, decimals: 1) + " %"
  }

  private static let legend =
    wrapped(
      "Monthly is the whole bill with that commitment and no other. From: the first month by whose "
        + "end the cash paid, upfront included, is no more than without it. Regret: what a month "
        + "costs more than the best choice would if 30 % of the use in every hour went away.",
      width: 80, indent: "")
}
