internal import Studies
internal import Units

/// The sentences that all forms of a guard's report share.
enum GuardWords {
  /// `Regression: +$212.40 a month (+8.1 %) for production`.
  ///
  /// - Parameter shown: makes a scenario's name harmless in the report's own form.
  static func headline(_ report: GuardReport, shown: (String) -> String = { $0 }) -> String {
    let old = report.outcomes.reduce(Money.zero) { $0 + $1.baselineMonthly }
    let percent = report.change.percent(of: old).map { " (\($0) %)" } ?? ""
    let name =
      report.outcomes.count == 1
      ? shown(report.outcomes[0].scenario) : "\(report.outcomes.count) scenarios"
    let change = Figures.dollarChange(report.change)
    return "\(verdict(report.verdict)): \(change) a month\(percent) for \(name)"
  }

  static func verdict(_ verdict: GuardCheck.Verdict) -> String {
    switch verdict {
    case .pass: "Pass"
    case .inconclusive: "Inconclusive"
    case .regression: "Regression"
    }
  }

  /// A figure in the metric's unit.
  static func figure(_ value: Double, of check: GuardCheck, signed: Bool = false) -> String {
    let sign = signed && value > 0 ? "+" : ""
    switch check.metric.unit {
    case "1": return sign + Figures.fixed(value * 100, decimals: 3) + " %"
    case "USD": return sign + Figures.fixed(value, decimals: 2)
    default: return sign + Figures.fixed(value, decimals: 1)
    }
  }

  /// The metric with its unit.
  static func name(_ check: GuardCheck) -> String {
    let unit = check.metric.unit == "1" ? "" : ", \(check.metric.unit)"
    return check.metric.title + unit
  }

  /// What the figure is held against.
  static func limit(_ check: GuardCheck) -> String {
    let figure = figure(check.threshold, of: check)
    switch check.kind {
    case .tolerance: return "+\(figure)"
    case .most: return "at most \(figure)"
    case .increase, .increasePercent: return "rise \(figure)"
    }
  }

  static func interval(_ check: GuardCheck) -> String {
    guard let interval = check.interval else { return "no interval" }
    let signed = check.kind != .most
    return "\(figure(interval.lowerBound, of: check, signed: signed)) to "
      + figure(interval.upperBound, of: check, signed: signed)
  }

  /// One sentence with everything that decided a check.
  static func sentence(_ check: GuardCheck) -> String {
    let change = figure(check.candidate - check.baseline, of: check, signed: true)
    return "\(name(check)): baseline \(figure(check.baseline, of: check)), candidate "
      + "\(figure(check.candidate, of: check)), change \(change); "
      + "\(check.kind == .most ? "value" : "difference") within \(interval(check)), allowed "
      + "\(limit(check)): \(check.verdict.rawValue)"
  }

  /// The same with what a cost rests on.
  static func sentence(_ check: GuardCheck, of outcome: GuardOutcome) -> String {
    let prices = outcome.lowConfidencePrices
    let isCost = check.metric.name.hasPrefix("monthly_cost")
    return sentence(check)
      + (isCost && !prices.isEmpty ? "; \(LowConfidence.sentence(prices))" : "")
  }

  /// Why the cost moved, as sentences.
  static func causes(_ outcome: GuardOutcome) -> [String] {
    let cause = outcome.attribution
    var parts = ["price change \(Figures.dollarChange(cause.price))"]
    if cause.isSimulator {
      parts.append("simulator change \(Figures.dollarChange(cause.configuration))")
    } else if let load = cause.load {
      parts.append("configuration change \(Figures.dollarChange(cause.configuration))")
      parts.append("load change \(Figures.dollarChange(load))")
    } else {
      parts.append(
        "configuration and load together \(Figures.dollarChange(cause.configuration)), which cannot "
          + "be told apart without the old trace")
    }
    let total = Figures.dollarChange(cause.total)
    var sentences = ["\(total) a month: " + parts.joined(separator: ", ")]
    let lines = cause.lines.map { "\($0.line) \(Figures.dollarChange($0.change))" }
    sentences.append(
      lines.isEmpty ? "No line moved." : "Lines that moved: " + lines.joined(separator: ", "))
    let prices = outcome.lowConfidencePrices
    return sentences + (prices.isEmpty ? [] : ["The cost " + LowConfidence.sentence(prices)])
      + outcome.remarks
  }
}
