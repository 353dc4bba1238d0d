internal import Billing
internal import Units

/// `commitments`: what has been bought ahead of use.
enum CommitmentSection {
  static let schema = ObjectSchema([
    KeySchema(
      "compute_savings_plans", .list(of: .object(savingsPlan)), .optional,
      "Compute Savings Plans: spend per hour at the plan's rates, for Fargate and Lambda duration."),
    KeySchema(
      "reserved_db_instances", .list(of: .object(databases)), .optional,
      "Reserved RDS for PostgreSQL instances."),
    KeySchema(
      "reserved_cache_nodes", .list(of: .object(nodes)), .optional, "Reserved ElastiCache nodes."),
  ])

  private static let terms = [
    KeySchema("term", .choice(["1yr", "3yr"]), .required, "How long the commitment binds."),
    KeySchema(
      "payment_option", .choice(["no_upfront", "partial_upfront", "all_upfront"]), .required,
      "How much is paid at the start."),
  ]

  private static let count = KeySchema(
    "count", .integer(1...10_000), .defaults("1"), "How many are reserved.")

  private static let savingsPlan = ObjectSchema(
    terms + [
      KeySchema(
        "hourly_commitment", .decimal(DecimalRange(0, 100_000, excludingLower: true)), .required,
        "US dollars an hour at Savings Plan rates, paid whether used or not.")
    ])

  private static let databases = ObjectSchema(
    [
      KeySchema("instance_class", .text, .required, "Such as `db.r6g.xlarge`."),
      KeySchema("multi_az", .boolean, .defaults("false"), "Reserved for a Multi-AZ deployment."),
      count,
    ] + terms)

  private static let nodes = ObjectSchema(
    [
      KeySchema("node_type", .text, .required, "Such as `cache.r6g.large`."),
      KeySchema("engine", .choice(["redis", "valkey"]), .defaults("redis"), "Engine."),
      KeySchema(
        "size_flexible", .boolean, .defaults("true"),
        "Whether other sizes of the family are covered too, by normalised units, as AWS does since"
          + " 2024-10-01. Nodes of Redis cover those of Valkey, which count a fifth fewer units."),
      count,
    ] + terms)

  static func commitments(_ object: CheckedObject, region: String) -> Commitments {
    var commitments = Commitments()
    commitments.savingsPlans = object.objects("compute_savings_plans").map { plan in
      ComputeSavingsPlan(
        term: term(plan), payment: payment(plan), hourlyCommitment: plan.price("hourly_commitment"))
    }
    commitments.reservedInstances = object.objects("reserved_db_instances").map { item in
      ReservedInstances(
        instanceClass: item.text("instance_class"), multiAZ: item.boolean("multi_az"),
        count: Int(item.integer("count")), term: term(item), payment: payment(item), region: region)
    }
    commitments.reservedNodes = object.objects("reserved_cache_nodes").map { item in
      var nodes = ReservedNodes(
        nodeType: item.text("node_type"), engine: item.text("engine"),
        count: Int(item.integer("count")), term: term(item), payment: payment(item), region: region)
      nodes.isSizeFlexible = item.boolean("size_flexible")
      return nodes
    }
    return commitments
  }

  private static func term(_ object: CheckedObject) -> CommitmentTerm {
    object.choice("term", as: CommitmentTerm.self)
  }

  private static func payment(_ object: CheckedObject) -> PaymentOption {
    object.choice("payment_option", as: PaymentOption.self)
  }
}

extension CheckedObject {
  /// A price in US dollars; the schema's upper bound keeps it within 64 bits.
  func price(_ key: String) -> UnitPrice {
    UnitPrice(trillionths: Int64(clamping: decimal(key).trillionths))
  }
}
