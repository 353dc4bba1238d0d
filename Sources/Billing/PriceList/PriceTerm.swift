/// On what terms a price holds.
package enum PriceTerm: Sendable, Hashable {
  case onDemand
  /// Fargate Spot: a snapshot of a price that floats.
  case spot
  /// An allowance that never ends, given once a month.
  case freeTier
  /// A vendor's plan paid month by month, or a year ahead.
  case monthly, annual
  /// CloudFront's flat-rate plans.
  case flatPlan
  case reserved(CommitmentTerm, PaymentOption)
  case computeSavingsPlan(CommitmentTerm, PaymentOption)
  case databaseSavingsPlan(CommitmentTerm, PaymentOption)

  private static let plain: [(text: String, term: PriceTerm)] = [
    ("on_demand", .onDemand), ("spot", .spot), ("free_tier", .freeTier), ("monthly", .monthly),
    ("annual", .annual), ("flat_plan", .flatPlan),
  ]

  private static let commitments: [(prefix: String, make: Commit)] = [
    ("ri", PriceTerm.reserved), ("csp", PriceTerm.computeSavingsPlan),
    ("dbsp", PriceTerm.databaseSavingsPlan),
  ]

  private typealias Commit = @Sendable (CommitmentTerm, PaymentOption) -> PriceTerm

  /// Every term with the text by which the price list names it.
  package static let all: [(text: String, term: PriceTerm)] =
    plain
    + commitments.flatMap { prefix, make in
      CommitmentTerm.allCases.flatMap { term in
        PaymentOption.allCases.map { option in
          ("\(prefix)_\(term.rawValue)_\(option.rawValue)", make(term, option))
        }
      }
    }

  /// Reads `on_demand`, `ri_1yr_no_upfront`, `csp_3yr_all_upfront` and so on.
  package init?(text: String) {
    guard let found = Self.all.first(where: { $0.text == text }) else { return nil }
    self = found.term
  }

  package var text: String {
    switch self {
    case .onDemand: "on_demand"
    case .spot: "spot"
    case .freeTier: "free_tier"
    case .monthly: "monthly"
    case .annual: "annual"
    case .flatPlan: "flat_plan"
    case .reserved(let term, let option): "ri_\(term.rawValue)_\(option.rawValue)"
    case .computeSavingsPlan(let term, let option): "csp_\(term.rawValue)_\(option.rawValue)"
    case .databaseSavingsPlan(let term, let option): "dbsp_\(term.rawValue)_\(option.rawValue)"
    }
  }

  /// Hours over which an upfront fee is amortised; `nil` where nothing is bought ahead.
  package var commitment: CommitmentTerm? {
    switch self {
    case .reserved(let term, _), .computeSavingsPlan(let term, _),
      .databaseSavingsPlan(let term, _):
      term
    default: nil
    }
  }
}
