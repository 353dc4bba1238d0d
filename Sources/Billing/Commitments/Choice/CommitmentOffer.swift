package import Units

/// One thing that can be bought ahead: what, for how long, and how it is paid.
package struct CommitmentOffer: Sendable, Hashable {
  package let kind: Kind
  package let term: CommitmentTerm
  package let payment: PaymentOption

  package enum Kind: Sendable, Hashable {
    case computeSavingsPlan
    /// Reserved RDS for PostgreSQL instances.
    case reservedInstances(instanceClass: String, multiAZ: Bool, region: String)
    /// Reserved ElastiCache nodes.
    case reservedNodes(nodeType: String, engine: String, region: String)
    /// Reservations of several classes of one family, for which it takes a count each.
    indirect case together([Kind])
  }

  package init(_ kind: Kind, term: CommitmentTerm, payment: PaymentOption) {
    self.kind = kind
    self.term = term
    self.payment = payment
  }

  /// `compute_savings_plan`, `db.r6g.xlarge.multi`, `cache.r6g.large.redis`; with the Region where
  /// that is not the usual one; several with ` + ` between them.
  package var type: String {
    switch kind {
    case .computeSavingsPlan: "compute_savings_plan"
    case .reservedInstances(let instanceClass, let multiAZ, let region):
      "\(instanceClass).\(multiAZ ? "multi" : "single")" + Self.suffix(region)
    case .reservedNodes(let nodeType, let engine, let region):
      "\(nodeType).\(engine)" + Self.suffix(region)
    case .together(let kinds):
      kinds.map { CommitmentOffer($0, term: term, payment: payment).type }.joined(separator: " + ")
    }
  }

  private static func suffix(_ region: String) -> String {
    region == PriceLookup.usualRegion ? "" : "@\(region)"
  }

  /// So much of the offer, as a scenario would state it; nothing for an amount of nothing.
  package func commitments(_ amount: CommitmentAmount) -> Commitments {
    var commitments = Commitments()
    switch (kind, amount) {
    case (.computeSavingsPlan, .hourly(let spend)) where spend > .zero:
      commitments.savingsPlans = [
        ComputeSavingsPlan(term: term, payment: payment, hourlyCommitment: spend)
      ]
    case (.reservedInstances(let instanceClass, let multiAZ, let region), .count(let count))
    where count > 0:
      commitments.reservedInstances = [
        ReservedInstances(
          instanceClass: instanceClass, multiAZ: multiAZ, count: count, term: term,
          payment: payment, region: region)
      ]
    case (.reservedNodes(let nodeType, let engine, let region), .count(let count))
    where count > 0:
      commitments.reservedNodes = [
        ReservedNodes(
          nodeType: nodeType, engine: engine, count: count, term: term, payment: payment,
          region: region)
      ]
    case (.together(let kinds), .counts(let counts)):
      return zip(kinds, counts).reduce(Commitments()) {
        $0.adding(CommitmentOffer($1.0, term: term, payment: payment).commitments(.count($1.1)))
      }
    default: break
    }
    return commitments
  }
}

/// How much of an offer is bought.
package enum CommitmentAmount: Sendable, Hashable, CustomStringConvertible {
  /// US dollars an hour at Savings Plan rates.
  case hourly(UnitPrice)
  /// Instances or nodes.
  case count(Int)
  /// Instances of several classes.
  case counts([Int])

  /// How many instances or nodes it is; none of a plan.
  package var count: Int {
    switch self {
    case .hourly: 0
    case .count(let count): count
    case .counts(let counts): counts.reduce(0, +)
    }
  }

  /// The decimal by which a scenario states it: `0.473952`, `4`; of several classes `2 + 1`.
  package var description: String {
    switch self {
    case .hourly(let spend): spend.description
    case .count(let count): String(count)
    case .counts(let counts): counts.map(String.init).joined(separator: " + ")
    }
  }
}

extension Commitments {
  package var isEmpty: Bool {
    savingsPlans.isEmpty && reservedInstances.isEmpty && reservedNodes.isEmpty
  }

  /// Both together.
  package func adding(_ other: Commitments) -> Commitments {
    var sum = self
    sum.savingsPlans += other.savingsPlans
    sum.reservedInstances += other.reservedInstances
    sum.reservedNodes += other.reservedNodes
    return sum
  }

  /// Every commitment as an offer and how much of it is bought.
  package var offers: [(offer: CommitmentOffer, amount: CommitmentAmount)] {
    savingsPlans.map {
      (
        CommitmentOffer(.computeSavingsPlan, term: $0.term, payment: $0.payment),
        .hourly($0.hourlyCommitment)
      )
    }
      + reservedInstances.map {
        let kind = CommitmentOffer.Kind.reservedInstances(
          instanceClass: $0.instanceClass, multiAZ: $0.multiAZ, region: $0.region)
        return (CommitmentOffer(kind, term: $0.term, payment: $0.payment), .count($0.count))
      }
      + reservedNodes.map {
        let kind = CommitmentOffer.Kind.reservedNodes(
          nodeType: $0.nodeType, engine: $0.engine, region: $0.region)
        return (CommitmentOffer(kind, term: $0.term, payment: $0.payment), .count($0.count))
      }
  }
}

extension CommitmentOffer {
  /// Whether the two are alternatives: plans, databases of one family, nodes of one type.
  package func covers(sameUseAs other: CommitmentOffer) -> Bool { kind.use == other.kind.use }
}

extension CommitmentOffer.Kind {
  /// Names what it could pay for.
  fileprivate var use: String {
    switch self {
    case .computeSavingsPlan: return "compute"
    case .reservedInstances(let instanceClass, let multiAZ, let region):
      let key = RDSMeters.key(instanceClass: instanceClass, multiAZ: multiAZ)
      return "\(NormalisedSize(priceKey: key)?.family ?? key) \(region)"
    case .reservedNodes(let nodeType, let engine, let region):
      let key = ElastiCacheMeters.key(engine: engine, nodeType: nodeType)
      return "\(NormalisedSize(priceKey: key)?.family ?? key) \(region)"
    case .together(let kinds): return kinds.first?.use ?? ""
    }
  }

  /// The reservation of one; `nil` for a plan.
  func reservation(_ term: CommitmentTerm, _ payment: PaymentOption) -> Reservation? {
    let one = CommitmentOffer(self, term: term, payment: payment).commitments(.count(1))
    return one.reservedInstances.first?.reservation ?? one.reservedNodes.first?.reservation
  }
}
