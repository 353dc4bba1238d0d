internal import Units

/// What one offer could pay for, and what each amount of it would cost.
protocol CommitmentDemand {
  /// The amount that costs least, of equal ones the smallest.
  func optimum() -> CommitmentAmount
  /// The smallest amount that replaces `share`, 0 to 1, of the on-demand cost.
  func amount(covering share: Double) -> CommitmentAmount
  /// Over all hours: the commitment, used or not, and what stays on demand.
  func cost(of amount: CommitmentAmount) -> Money
  func coverage(of amount: CommitmentAmount) -> Double
  func utilisation(of amount: CommitmentAmount) -> Double
  /// 70 % of the use in every hour.
  var fallenUse: any CommitmentDemand { get }
}

extension SavingsPlanDemand: CommitmentDemand {
  func optimum() -> CommitmentAmount { .hourly(optimum()) }
  func amount(covering share: Double) -> CommitmentAmount { .hourly(commitment(covering: share)) }
  func cost(of amount: CommitmentAmount) -> Money { cost(at: amount.spend) }
  func coverage(of amount: CommitmentAmount) -> Double { coverage(at: amount.spend) }
  func utilisation(of amount: CommitmentAmount) -> Double { utilisation(of: amount.spend) }
  var fallenUse: any CommitmentDemand { scaled(by: 7, over: 10) }
}

extension ReservationDemand: CommitmentDemand {
  func optimum() -> CommitmentAmount { .counts(optimum()) }
  func amount(covering share: Double) -> CommitmentAmount { .counts(counts(covering: share)) }
  func cost(of amount: CommitmentAmount) -> Money { cost(at: amount.counts) }
  func coverage(of amount: CommitmentAmount) -> Double { coverage(at: amount.counts) }
  func utilisation(of amount: CommitmentAmount) -> Double { utilisation(of: amount.counts) }
  var fallenUse: any CommitmentDemand { scaled(by: 7, over: 10) }
}

extension CommitmentAmount {
  fileprivate var spend: UnitPrice {
    if case .hourly(let spend) = self { return spend }
    return .zero
  }

  fileprivate var counts: [Int] {
    switch self {
    case .counts(let counts): counts
    case .count(let count): [count]
    case .hourly: []
    }
  }
}
