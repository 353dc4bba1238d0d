internal import Billing
internal import Units

extension FocusRow {
  /// Each price of a record has its own id, so that one id always leads to one SKU.
  var priceID: String {
    var parts = [sku.key, sku.term.text, sku.region]
    if !charge.tier.isEmpty { parts.append(Self.identifier(charge.tier)) }
    if isPurchase { parts.append(frequency) }
    return parts.joined(separator: "/")
  }

  /// Words in ASCII joined by hyphens.
  private static func identifier(_ text: String) -> String {
    text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.joined(separator: "-")
  }

  /// A short label of what is measured.
  var meter: String {
    if isPurchase { return "Commitment Fee" }
    let last = sku.key.split(separator: ".").last.map(String.init) ?? sku.key
    switch (sku.service, last) {
    case ("fargate", "vcpu"): return "Compute"
    case ("fargate", "gb"): return "Memory"
    case ("fargate", _): return "Ephemeral Storage"
    case ("lambda", "duration"): return "Duration"
    default: break
    }
    if unit.consumed == "Hours" { return "Hours" }
    return unit.consumed.hasPrefix("GB-Month") ? "Storage" : unit.consumed
  }

  /// FOCUS's own keys only where the record states them.
  var priceDetails: String {
    if let instance = Self.instanceType(of: sku.key) {
      return #"{"InstanceType":"\#(instance)"}"#
    }
    return ""
  }

  private static func instanceType(of key: String) -> String? {
    let parts = key.split(separator: ".")
    if parts.starts(with: ["rds", "pg", "db"]), parts.count == 6 {
      return parts[2..<5].joined(separator: ".")
    }
    if parts.first == "elasticache", parts.count == 5, parts[2] == "cache" {
      return parts[2...].joined(separator: ".")
    }
    return nil
  }

  /// Dollars of a plan or hours of a reservation; null where no commitment is involved.
  var commitmentQuantity: Quantity? {
    if !isPurchase { return charge.commitment == nil ? nil : charge.commitmentQuantity }
    guard let commitment = charge.commitment else { return nil }
    switch commitment.amount {
    case .hourly(let spend):
      return Quantity(
        smallestUnits: Int128(spend.trillionths), perUnit: Decimal12.one
      ).scaled(by: hoursBought(commitment))
    case .count, .counts:
      let count = commitment.amount.count
      return Quantity(smallestUnits: Int128(count), perUnit: 1)
        .scaled(by: hoursBought(commitment))
    }
  }

  /// A fee upfront buys the term's hours, a recurring one its own.
  private func hoursBought(_ commitment: CommitmentReference) -> Int128 {
    frequency == "One-Time" ? Int128(commitment.offer.term.hours) : 1
  }
}

extension CommitmentReference {
  var isPlan: Bool { offer.kind == .computeSavingsPlan }

  /// What AWS calls it.
  var focusType: String {
    switch offer.kind {
    case .computeSavingsPlan: "Compute Savings Plan"
    case .reservedInstances: "Reserved DB Instance"
    case .reservedNodes: "Reserved Cache Node"
    case .together: "Reservations"
    }
  }
}
