import Billing
import Testing
import Units

/// The plan's savings as scenario keys: what each is worth, worked out by hand.
@Suite("Levers of a scenario")
struct LeverTests {
  let bench: ResourceBench

  init() throws { bench = try ResourceBench() }

  private func bill(_ resources: String, extra: String = "") throws -> Bill {
    try bench.bill(resources, extra: extra)
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

  @Test("a function with environments kept ready") func provisioned() throws {
    // 72,000 invocations an hour of 100 ms at 1 GB are 7,200 GB-s; one environment takes half.
    // 730 × 72,000 × 0.2/M = 10.512 without an allowance; 2.628 M GB-s ready × 0.0000041667 =
    // 10.95; as many run in it × 0.0000097222 = 25.55; of the rest 0.4 M are free: 2.228 M ×
    // 0.0000166667 = 37.13; 1 GB beyond 512 MB: 5.256 M × 0.0000000309 = 0.16.
    let cost = try monthly(
      """
        aws_lambda_function:
          f: {memory_size: 1024, duration: 100ms, ephemeral_storage: 1536,
            provisioned_concurrency: 1, invocations: {per_request: 72}}
      """)
    #expect(cost == "84.31")
  }

  @Test("events of 130 KB count three times, and archives grow to their retention") func events()
    throws
  {
    #expect(
      try monthly(
        "  aws_cloudwatch_event_bus: {b: {custom_events: {per_month: 1_000_000}, event_size: 130}}")
        == "3.00")
    // 730 GB in × 0.10; a day of them, 24 GB, is kept × 0.023.
    #expect(
      try monthly(
        """
          aws_cloudwatch_event_bus:
            b: {archive: {data: {gb_per_month: 730}, retention_in_days: 1, history_days: 1}}
        """) == "73.55")
  }

  @Test("a growing bucket is replicated as it is written", arguments: [false, true])
  func replica(hasTimeControl: Bool) throws {
    // A GB an hour for 30 days: 720 GB kept here and there × 0.023 = 33.12; 747,520 PUTs here and
    // there × 0.005/1k = 7.4752; 730 GB sent × 0.02 = 14.6, under time control × 0.015 more.
    let cost = try monthly(
      """
        aws_s3_bucket:
          b:
            objects: {writes: {gb_per_month: 730}, object_size: 1024, expiration_days: 30,
              history_days: 60}
            replication: {region: us-west-2, time_control: \(hasTimeControl)}
      """)
    #expect(cost == (hasTimeControl ? "66.15" : "55.20"))
  }

  @Test("nodes billed by the second", arguments: [("hourly", "0.412"), ("per_second", "0.309")])
  func nodeBilling(billing: String, expected: String) throws {
    // Two started hours, or one and a half, × 0.206.
    let bill = try bench.bill(
      """
        aws_elasticache_replication_group:
          c: {node_type: cache.r6g.large, node_billing: \(billing)}
      """, period: "2026-12-01T00:30Z/2026-12-01T02:00Z")
    #expect(bill.total == Money(text: expected))
  }

  @Test("capacity units of Lambda targets") func lambdaTargets() throws {
    // 1,460 GB are 2 an hour, 5 LCU: 730 × (0.0225 + 5 × 0.008).
    let cost = try monthly(
      """
        aws_lb:
          b: {request_bytes: 0, response_bytes: 0, lambda_traffic: {gb_per_month: 1460}}
      """)
    #expect(cost == "45.63")
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
      ("  aws_ebs_volume: {v: {type: gp2, size: 1, iops: 4000}}", "iops is for gp3 and io1"),
      (
        "  aws_db_instance: {d: {instance_class: db.x.odd, allocated_storage: 20, "
          + "extended_support: yr3}}", "are not known"
      ),
    ] {
      let error = try #require(throws: InputError.self) { try bill(resources) }
      guard case .invalid(let problems) = error else { continue }
      #expect(problems.contains { $0.message.contains(message) && $0.line != nil })
    }
  }
}
