internal import Billing
package import Studies
internal import Units

/// The three answers of `tosscost commit` for people.
package enum CommitPage {
  package static func lines(_ study: CommitStudy, style: TerminalStyle) -> [String] {
    var lines = [
      "A month of 730 h without commitments: \(Figures.dollars(study.onDemandMonthly))", "",
    ]
    lines += [style.paint("Cheapest amount of each offer, each alone", .heading)]
    lines += table(study.best, style: style)
    lines += together(study)
    if let given = study.given {
      lines += ["", style.paint("The given commitments", .heading)]
      lines += given.commitments.offers.map { item in
        "  \(item.offer.type) \(terms(item.offer)): \(amount(item.amount))"
      }
      lines += [summary(given)]
    }
    if let target = study.target {
      let title = "Smallest amount that covers \(target.percent.description) % of each offer's cost"
      lines += ["", style.paint(title, .heading)]
      lines += table(target.choices, style: style)
    }
    lines += [""] + legend
    lines += study.remarks.map { style.paint($0.safeForTerminal, .warning) }
    return lines
  }

  private static func table(_ choices: [CommitmentChoice], style: TerminalStyle) -> [String] {
    if choices.isEmpty { return ["  Nothing that can be reserved or covered is used."] }
    var table = TextTable([
      .text("what"), .text("term, payment"), .number("amount"), .number("used"),
      .number("covers"), .number("monthly"), .number("saving"), .number("pays from"),
      .number("regret"),
    ])
    for choice in choices {
      table.add([
        choice.offer.type, terms(choice.offer), amount(choice.amount),
        percent(choice.utilisation), percent(choice.coverage), Figures.dollars(choice.monthly),
        Figures.dollars(choice.saving), choice.breakEvenMonth.map { "month \($0)" } ?? "–",
        Figures.dollars(choice.regretAtMinus30Percent),
      ])
    }
    return table.lines(width: 112, style: style)
  }

  private static func together(_ study: CommitStudy) -> [String] {
    if study.together.commitments.isEmpty { return ["No commitment pays at this use."] }
    return [
      "The cheapest of each kind together: \(Figures.dollars(study.together.monthly)) a month, "
        + "saving \(Figures.dollars(study.together.saving))"
    ]
  }

  private static func summary(_ cost: CommitmentCost) -> String {
    "  \(Figures.dollars(cost.monthly)) a month, saving \(Figures.dollars(cost.saving))"
  }

  private static func terms(_ offer: CommitmentOffer) -> String {
    let payment = offer.payment.rawValue.split(separator: "_").joined(separator: " ")
    return "\(offer.term.rawValue) \(payment)"
  }

  private static func amount(_ amount: CommitmentAmount) -> String {
    switch amount {
    case .hourly: "\(amount) $/h"
    case .count: "\(amount)"
    }
  }

  private static func percent(_ share: Double) -> String {
    Figures.fixed(share * 100, decimals: 1) + " %"
  }

  private static let legend =
    wrapped(
      "Monthly is the whole bill with that commitment and no other. Pays from: the first month by "
        + "whose end the cash paid, upfront included, is no more than without it. Regret: what a "
        + "month costs more than the best choice would if 30 % of the use in every hour went away.",
      indent: "")
}
