package import Units

/// What has been bought ahead of use: it is paid every hour, used or not.
///
/// Rules: prices reference section 1, commitment-prices reference.
package struct Commitments: Sendable, Hashable {
  package var savingsPlans: [ComputeSavingsPlan] = []
  package var reservedInstances: [ReservedInstances] = []
  package var reservedNodes: [ReservedNodes] = []

  package init() {}

  /// These with every reservation in that Region.
  package func reserved(in region: String) -> Commitments {
    var moved = self
    for index in moved.reservedInstances.indices { moved.reservedInstances[index].region = region }
    for index in moved.reservedNodes.indices { moved.reservedNodes[index].region = region }
    return moved
  }
}

/// How long a commitment binds.
package enum CommitmentTerm: String, Sendable, CaseIterable {
  case oneYear = "1yr"
  case threeYears = "3yr"

  /// Hours over which an upfront fee is amortised: 8,760 a year.
  package var hours: Int64 { self == .oneYear ? 8_760 : 26_280 }
}

package enum PaymentOption: String, Sendable, CaseIterable {
  case noUpfront = "no_upfront"
  case partialUpfront = "partial_upfront"
  case allUpfront = "all_upfront"
}

/// A Compute Savings Plan: a spend per hour at the plan's rates, for Fargate and Lambda duration.
package struct ComputeSavingsPlan: Sendable, Hashable {
  package var term: CommitmentTerm
  package var payment: PaymentOption
  /// US dollars per hour at Savings Plan rates.
  package var hourlyCommitment: UnitPrice

  package init(term: CommitmentTerm, payment: PaymentOption, hourlyCommitment: UnitPrice) {
    self.term = term
    self.payment = payment
    self.hourlyCommitment = hourlyCommitment
  }
}

/// Reserved RDS for PostgreSQL instances of one class and deployment.
package struct ReservedInstances: Sendable, Hashable {
  /// Such as `db.r6g.xlarge`.
  package var instanceClass: String
  package var multiAZ: Bool
  package var count: Int
  package var term: CommitmentTerm
  package var payment: PaymentOption
  /// The Region in which they are reserved; use elsewhere is not covered.
  package var region: String

  package init(
    instanceClass: String, multiAZ: Bool, count: Int, term: CommitmentTerm, payment: PaymentOption,
    region: String = "us-east-1"
  ) {
    self.instanceClass = instanceClass
    self.multiAZ = multiAZ
    self.count = count
    self.term = term
    self.payment = payment
    self.region = region
  }
}

/// Reserved ElastiCache nodes of one type and engine.
package struct ReservedNodes: Sendable, Hashable {
  /// Such as `cache.r6g.large`.
  package var nodeType: String
  /// `redis` or `valkey`.
  package var engine: String
  package var count: Int
  package var term: CommitmentTerm
  package var payment: PaymentOption
  /// The Region in which they are reserved; use elsewhere is not covered.
  package var region: String
  /// Whether other sizes of the family are covered too, as AWS does since 2024-10-01.
  package var isSizeFlexible = true

  package init(
    nodeType: String, engine: String, count: Int, term: CommitmentTerm, payment: PaymentOption,
    region: String = "us-east-1"
  ) {
    self.nodeType = nodeType
    self.engine = engine
    self.count = count
    self.term = term
    self.payment = payment
    self.region = region
  }
}
