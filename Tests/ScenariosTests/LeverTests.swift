import Billing
import Ledger
import Scenarios
import Simulation
import TestSupport
import Testing
import Units

/// The plan's savings as scenario keys: what each is worth, worked out by hand.
@Suite("Levers of a scenario")
struct LeverTests {
  let prices: PriceList
  let baseline: Baseline

  init() throws {
    prices = try PriceList.load(folder: Places.root + "/data/prices")
    baseline = try Baseline.load(path: Places.root + "/data/baseline.json")
  }

  /// The bill of the resources alone, at 1,000 requests an hour.
  private func bill(_ resources: String, extra: String = "") throws -> Bill {
    let text = """
      name: levers
      period: 2026-12
      trace: {file: none.csv}
      \(extra)
      services:
        nav: {cpu: 256, memory: 512, share: 1, min: 1, max: 1,
          request: {cpu: {mean: 1ms}, wait: {mean: 1ms}}}
      resources:
      \(resources)
      """
    let scenario = try Scenario.read(Array(text.utf8), name: "levers.yaml")
    let calendar = LedgerCalendar(period: scenario.period)
    var load = HourlyLoad(calendar: calendar)
    for hour in load.requests.indices { load.requests[hour] = 1000 }
    var ledger = UsageLedger(calendar: calendar)
    let system = SystemLoad(services: [("nav", load)], calendar: calendar)
    for resource in scenario.resources { resource.record(load: system, into: &ledger) }
    return try Biller(
      priceList: prices, baseline: baseline, overrides: scenario.priceOverrides
    ).bill(ledger)
  }

  private func monthly(_ resources: String, extra: String = "") throws -> String {
    try bill(resources, extra: extra).monthlyTotal.cents
  }

  @Test(
    "a class of RDS: r6g, r7g, m6g, t4g, and one size down",
    arguments: [
      // × 730: .45, .478, .318, .258, .225.
      ("db.r6g.xlarge", "328.50"), ("db.r7g.xlarge", "348.94"), ("db.m6g.xlarge", "232.14"),
      ("db.t4g.xlarge", "188.34"), ("db.r6g.large", "164.25"),
    ])
  func database(instanceClass: String, expected: String) throws {
    let bill = try bill(
      """
        aws_db_instance:
          primary:
            instance_class: \(instanceClass)
            allocated_storage: 0.000001
            load: {queries: {per_request: 360}, cpu_per_query: 10ms}
      """)
    #expect(bill.monthlyTotal.cents == expected)
    // 1,000 × 360 × 10 ms an hour are one vCPU: of four a quarter, of two half.
    let note = try #require(bill.items.first { $0.unit == "instance-hour" }).note
    let share = instanceClass.hasSuffix(".large") ? "50 % on average" : "25 % on average"
    #expect(note.contains(share))
  }

  @Test("a class that is too small says so") func overloaded() throws {
    let bill = try bill(
      """
        aws_db_instance:
          primary:
            instance_class: db.r6g.large
            allocated_storage: 20
            load:
              - {queries: {per_request: 360}, cpu_per_query: 10ms}
              - {queries: {per_request: 360, service: nav}, cpu_per_query: 20ms}
      """)
    #expect(bill.items.contains { $0.note.contains("150 % on average") })
    #expect(bill.items.contains { $0.note.contains("too small") })
  }

  @Test("Valkey in place of Redis", arguments: [("redis", "601.52"), ("valkey", "481.22")])
  func cache(engine: String, expected: String) throws {
    let cost = try monthly(
      """
        aws_elasticache_replication_group:
          c: {node_type: cache.r6g.large, engine: \(engine), num_node_groups: 2,
            replicas_per_node_group: 1, snapshot_retention_limit: 1, snapshot_size: 10}
      """)
    // The one snapshot is free.
    #expect(cost == expected)
  }

  @Test("CloudFront in front of egress") func contentDelivery() throws {
    // 400 of 500 GB × 0.09; CloudFront's first terabyte and ten million requests are free.
    #expect(
      try monthly("  aws_data_transfer: {t: {internet_egress: {gb_per_month: 500}}}") == "36.00")
    #expect(
      try monthly(
        """
          aws_cloudfront_distribution:
            d: {egress: {gb_per_month: 500}, requests: {per_month: 5_000_000}}
        """) == "0.00")
    #expect(
      try monthly("  aws_cloudfront_distribution: {d: {flat_rate_plan: pro}}") == "15.00")
  }

  @Test(
    "a gateway endpoint in place of NAT for S3", arguments: [("false", "55.35"), ("true", "32.85")])
  func gatewayEndpoint(has: String, expected: String) throws {
    // 730 × 0.045 = 32.85, and 500 GB × 0.045 = 22.5 or nothing.
    let cost = try monthly(
      """
        aws_nat_gateway:
          n: {s3_traffic: {gb_per_month: 500}, s3_gateway_endpoint: \(has)}
      """)
    #expect(cost == expected)
  }

  @Test("Intelligent-Tiering of what is seldom read") func tiering() throws {
    func bucket(_ rules: String) throws -> Money {
      try bill(
        """
          aws_s3_bucket:
            b:
              objects: {writes: {gb_per_month: 100}, object_size: 1024, history_days: 360\(rules)}
        """
      ).monthlyTotal
    }
    let standard = try bucket("")
    let tiered = try bucket(", transitions: {intelligent: 0}, accessed_share: 0.1")
    #expect(tiered < standard)
  }

  @Test("free tiers may be used up elsewhere") func freeTier() throws {
    let function = """
        aws_lambda_function:
          f: {memory_size: 1024, duration: 1ms, invocations: {per_month: 3_000_000}}
      """
    // 2 M × 0.20; 3,000 GB-s are free. Without: 0.60 and 3,000 × 0.0000166667.
    #expect(try monthly(function) == "0.40")
    #expect(try monthly(function, extra: "free_tier: false") == "0.65")
    #expect(
      try monthly(function, extra: "free_allowances: {lambda.requests.free: 500000}") == "0.50")
  }

  @Test("what cannot be is refused with its place") func refused() throws {
    for (resources, message) in [
      (
        "  aws_s3_bucket: {b: {objects: {writes: {gb_per_month: 1}, object_size: 10, "
          + "transitions: {standard_ia: 10}}}}", "30 days or more"
      ),
      (
        "  aws_s3_bucket: {b: {objects: {writes: {gb_per_month: 1}, object_size: 10, "
          + "noncurrent_days: 10}}}", "needs `versioning: true`"
      ),
      ("  aws_cloudfront_distribution: {d: {flat_rate_plan: gold}}", "flat_rate_plan must be"),
    ] {
      let error = try #require(throws: InputError.self) { try bill(resources) }
      guard case .invalid(let problems) = error else { continue }
      #expect(problems.contains { $0.message.contains(message) && $0.line != nil })
    }
  }
}
