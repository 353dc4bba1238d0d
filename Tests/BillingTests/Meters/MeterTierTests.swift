import Billing
import Ledger
import TestSupport
import Testing
import Units

/// Bills worked out by hand, each with a tier, an allowance or a threshold crossed in the middle.
///
/// All readings fall into the first hour of a day, so that quantities are what is stated; prices are
/// those of the price list in us-east-1.
@Suite("Tiers crossed in the middle")
struct MeterTierTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let what: String
    let readings: [(MeterKey, Int128)]
    /// USD of the period, exactly.
    let bill: String

    init(_ what: String, _ readings: [(MeterKey, Int128)], _ bill: String) {
      self.what = what
      self.readings = readings
      self.bill = bill
    }

    var testDescription: String { what }
  }

  static let gb = Int128(Binary.gibibyte)
  static let hour: Int128 = 3_600_000

  private static func key(
    _ meter: MeterID, _ variant: String = "", region: String = "us-east-1"
  ) -> MeterKey {
    MeterKey(meter, resource: "r", variant: variant, region: region)
  }

  /// December has 744 hours: so many byte·s make a GB-month.
  private static func gbMonths(_ count: Int128) -> Int128 { count * gb * 744 * 3600 }
  /// Things kept for all of December.
  private static func itemMonths(_ count: Int128) -> Int128 { count * 744 * hour }
  private static func mbMilliseconds(gbSeconds: Int128) -> Int128 { gbSeconds * 1024 * 1000 }

  static let compute: [Case] = [
    // 2 h of 2 vCPU and 4 GB on ARM: 4 × 0.03238 + 8 × 0.00356 = 0.12952 + 0.02848.
    Case(
      "Fargate on ARM",
      [
        (key(.fargateCPU, "arm"), 2 * 2048 * hour), (key(.fargateMemory, "arm"), 2 * 4096 * hour),
      ], "0.158"),
    // 30 GB beyond the included 20 for 10 h: 300 × 0.000111.
    Case("Fargate ephemeral storage", [(key(.fargateEphemeral), 300 * 1024 * hour)], "0.0333"),
    // 1 M of 3.5 M requests are free: 2.5 × 0.20.
    Case(
      "Lambda requests beyond the free million", [(key(.lambdaRequests, "x86"), 3_500_000)], "0.5"),
    // 400,000 of 6,000,500,000 GB-s are free; tiers count what is left, 6,000,100,000:
    // 6 × 10⁹ × 0.0000166667 + 100,000 × 0.000015 = 100,000.2 + 1.5.
    Case(
      "Lambda duration over 6 billion GB-s",
      [(key(.lambdaDuration, "x86"), mbMilliseconds(gbSeconds: 6_000_500_000))], "100001.7"),
    // 7.5 × 10⁹ × 0.0000133334 + 1,000,000 × 0.0000120001 = 100,000.5 + 12.0001.
    Case(
      "Lambda duration on ARM over 7.5 billion GB-s",
      [(key(.lambdaDuration, "arm"), mbMilliseconds(gbSeconds: 7_501_400_000))], "100012.5001"),
    // Functions with provisioned concurrency have no allowances: 3 × 0.20, 1,000 GB-s run at
    // 0.0000097222 and 3,600 are ready at 0.0000041667; of other requests 1 M is free, 0.5 × 0.20.
    Case(
      "Lambda with provisioned concurrency",
      [
        (key(.lambdaRequests, "x86.provisioned"), 3_000_000),
        (key(.lambdaRequests, "x86"), 1_500_000),
        (key(.lambdaDuration, "x86.provisioned"), mbMilliseconds(gbSeconds: 1000)),
        (key(.lambdaProvisioned, "x86"), mbMilliseconds(gbSeconds: 3600)),
      ], "0.72472232"),
    // 10 M GB-s beyond 512 MB × 0.0000000309.
    Case(
      "Lambda ephemeral storage",
      [(key(.lambdaEphemeral, "arm"), mbMilliseconds(gbSeconds: 10_000_000))], "0.309"),
    // 2 M custom events and 1 M replayed at 1 a million; AWS's own are free.
    Case(
      "EventBridge",
      [
        (key(.eventBridgeEvents, "custom"), 2_000_000), (key(.eventBridgeEvents, "aws"), 9_000_000),
        (key(.eventBridgeEvents, "replay"), 1_000_000),
      ],
      "3"),
    // 50 GB in × 0.10, 200 GB kept × 0.023, 3 M events discovered × 0.10.
    Case(
      "EventBridge archive and discovery",
      [
        (key(.eventBridgeArchived), 50 * gb), (key(.eventBridgeArchive), gbMonths(200)),
        (key(.eventBridgeDiscovery), 3_000_000),
      ], "9.9"),
    // 20,000 of 50,000 are free: 3 × 0.03. Asymmetric ones are not: 1 × 0.15. 2 keys × 1.
    Case(
      "KMS",
      [
        (key(.kmsRequests), 50_000), (key(.kmsRequests, "asymmetric"), 10_000),
        (key(.kmsKeys), itemMonths(2)),
      ], "2.24"),
    // 12 secrets × 0.40 + 25,000 calls at 0.05 / 10,000 = 4.8 + 0.125; 10 GB images × 0.10.
    Case(
      "Secrets Manager and ECR",
      [
        (key(.secrets), itemMonths(12)), (key(.secretCalls), 25_000),
        (key(.ecrStorage), gbMonths(10)),
      ], "5.925"),
  ]

  static let data: [Case] = [
    // 90 s are 0.025 h × 0.899.
    Case("RDS by the second", [(key(.rdsInstance, "db.r6g.xlarge.multi"), 90_000)], "0.022475"),
    // 500 GB Multi-AZ × 0.23, 1,000 IOPS × 0.04, 50 MB/s × 0.16.
    Case(
      "RDS gp3 beyond what it includes",
      [
        (key(.rdsStorage, "gp3.multi"), gbMonths(500)),
        (key(.rdsIOPS, "gp3.iops.multi"), itemMonths(1000)),
        (key(.rdsThroughput, "gp3.throughput.multi"), itemMonths(50)),
      ], "163"),
    // 245 GB kept, 200 GB provisioned: 45 × 0.095; elsewhere nothing is free: 245 × 0.095; storage
    // 100 × 0.23 + 100 × 0.115.
    Case(
      "RDS backups beyond the pooled allowance",
      [
        (key(.rdsStorage, "gp3.multi"), gbMonths(100)),
        (key(.rdsStorage, "gp3.single"), gbMonths(100)), (key(.rdsBackup), gbMonths(245)),
        (key(.rdsBackup, region: "us-west-2"), gbMonths(245)),
      ], "62.05"),
    // 8 vCPU for 2 h × 0.10, past the third year × 0.20, insights × 0.0125.
    Case(
      "RDS extended support and Database Insights",
      [
        (key(.rdsExtendedSupport, "yr1_2"), 16 * 1024 * hour),
        (key(.rdsExtendedSupport, "yr3"), 16 * 1024 * hour), (key(.rdsInsights), 16 * 1024 * hour),
      ], "5"),
    // 3 vCPU-hours beyond the credits × 0.075.
    Case("RDS CPU credits", [(key(.rdsCPUCredits), 3 * 1024 * hour)], "0.225"),
    // 4 nodes for one started hour: 4 × 0.1648; 20 GB of snapshots × 0.085.
    Case(
      "ElastiCache for Valkey",
      [
        (key(.elastiCacheNode, "cache.r6g.large.valkey"), 4),
        (key(.elastiCacheBackup), gbMonths(20)),
      ],
      "2.3592"),
    // The same four for 90 s in place of the started hour: 4 × 0.025 × 0.1648.
    Case(
      "ElastiCache by the second",
      [(key(.elastiCacheNodeTime, "cache.r6g.large.valkey"), 4 * 90_000)], "0.01648"),
    // 51,200 × 0.023 + 448,800 × 0.022 would end at 500,000; here 51,200 + 1,000 GB:
    // 1,177.6 + 22.
    Case("S3 Standard over 50 TB", [(key(.s3Storage, "standard"), gbMonths(52_200))], "1199.6"),
    // Requests: 10,000 × 0.005/1k + 10,000 × 0.0004/1k; 5,000 moves × 0.03/1k; 100 GB read back
    // × 0.01.
    Case(
      "S3 requests, moves, retrievals",
      [
        (key(.s3Requests, "standard.put"), 10_000), (key(.s3Requests, "standard.get"), 10_000),
        (key(.s3Transitions, "glacier_flexible"), 5000),
        (key(.s3Retrieval, "standard_ia"), 100 * gb),
      ], "1.204"),
    // 100 GB frequent × 0.023 + 100 infrequent × 0.0125 + 100 archive instant × 0.004, and 2.5 M
    // objects × 0.0025/1k.
    Case(
      "S3 Intelligent-Tiering",
      [
        (key(.s3Storage, "intelligent.frequent"), gbMonths(100)),
        (key(.s3Storage, "intelligent.infrequent"), gbMonths(100)),
        (key(.s3Storage, "intelligent.archive_instant"), gbMonths(100)),
        (key(.s3Monitoring), itemMonths(2_500_000)),
      ], "10.2"),
    // 50 GB sent to us-west-2 × 0.02, 1,000 PUTs there × 0.005/1k, 50 GB kept there × 0.023.
    Case(
      "S3 replication",
      [
        (key(.s3ReplicationTransfer), 50 * gb),
        (key(.s3Requests, "crr.put", region: "us-west-2"), 1000),
        (key(.s3Storage, "standard", region: "us-west-2"), gbMonths(50)),
      ], "2.155"),
    // 30 GB under time control × 0.015; 2,000 restores × 0.05/1k, 100 expedited ones × 10/1k.
    Case(
      "S3 replication time control and restores",
      [
        (key(.s3ReplicationTime), 30 * gb),
        (key(.s3RetrievalRequests, "glacier_flexible.standard"), 2000),
        (key(.s3RetrievalRequests, "glacier_flexible.expedited"), 100),
      ], "1.55"),
    // 1,250 GB × 0.08; 1,000 IOPS × 0.005, 75 MB/s × 0.04; io1 100 GB × 0.125 and 500 IOPS × 0.065.
    Case(
      "EBS",
      [
        (key(.ebsStorage, "gp3"), gbMonths(1250)), (key(.ebsIOPS, "gp3"), itemMonths(1000)),
        (key(.ebsThroughput, "gp3"), itemMonths(75)), (key(.ebsStorage, "io1"), gbMonths(100)),
        (key(.ebsIOPS, "io1"), itemMonths(500)),
      ], "153"),
  ]

  static let network: [Case] = [
    // 100 of 12,000 GB are free, the rest is 10,240 × 0.09 + 1,660 × 0.085 = 921.6 + 141.1.
    Case("egress over 10 TB", [(key(.internetEgress), 12_000 * gb)], "1062.7"),
    // The 100 GB are one pool for both Regions: 60 free here, 40 of 60 there, 20 × 0.09.
    Case(
      "one free allowance for two Regions",
      [(key(.internetEgress), 60 * gb), (key(.internetEgress, region: "us-west-2"), 60 * gb)], "1.8"
    ),
    // 500 GB across zones on both sides × 0.01 × 2; 30 GB to us-west-2 × 0.02.
    Case(
      "inter-AZ and inter-Region",
      [(key(.interAZ), 500 * gb), (key(.interRegion, "use1_to_usw2"), 30 * gb)], "10.6"),
    // 2 gateways for 3 started hours × 0.045, 100 GB × 0.045; the S3 endpoint is free.
    Case(
      "NAT",
      [(key(.natHours), 6), (key(.natBytes), 100 * gb), (key(.gatewayEndpointHours), 3)], "4.77"),
    // 4 addresses for 10 h × 0.005; 2 endpoint zones for 5 h × 0.01.
    Case(
      "addresses and interface endpoints",
      [(key(.publicIPv4), 40 * hour), (key(.interfaceEndpointHours), 10)], "0.3"),
    // 1,048,576 GB × 0.01 + 1,000 × 0.006.
    Case(
      "interface endpoint data over a petabyte",
      [(key(.interfaceEndpointBytes), 1_049_576 * gb)], "10491.76"),
    // 1,024 of 12,000 GB are free: 10,240 × 0.085 + 736 × 0.08 = 870.4 + 58.88; 12 M requests, 10 M
    // free: 200 × 0.01; 10 GB to the origin × 0.02.
    Case(
      "CloudFront over 10 TB",
      [
        (key(.cloudFrontEgress, region: "global"), 12_000 * gb),
        (key(.cloudFrontRequests, "https", region: "global"), 12_000_000),
        (key(.cloudFrontOrigin, region: "global"), 10 * gb),
      ], "931.48"),
    // 1,000 M × 0.4 + 500 M × 0.2; 2 zones × 0.5; a check × 0.5 and one × 0.75.
    Case(
      "Route 53 over a billion queries",
      [
        (key(.route53Queries, region: "global"), 1_500_000_000),
        (key(.route53Zones, region: "global"), itemMonths(2)),
        (key(.route53HealthChecks, "aws", region: "global"), itemMonths(1)),
        (key(.route53HealthChecks, "external", region: "global"), itemMonths(1)),
      ], "502.25"),
    // ACL 5, 3 rules, 10 M × 0.6, twice 500 WCU above 1,500: 20 M × 0.2; Bot Control 10, 12 M with
    // 10 M free × 1.
    Case(
      "WAF with 2,400 WCU and Bot Control",
      [
        (key(.wafWebACLs), itemMonths(1)), (key(.wafRules), itemMonths(3)),
        (key(.wafRequests), 10_000_000), (key(.wafExtraRequests), 20_000_000),
        (key(.wafBotControl), itemMonths(1)), (key(.wafBotRequests), 12_000_000),
      ], "30"),
    // The hour pays for the largest of the four: 50 connections/s are 2 LCU (3,000 active a minute
    // 1, 1.5 GB 1.5, 500 rules/s 0.5): 2 × 0.008; the hour × 0.0225.
    Case(
      "load balancer, the largest dimension",
      [
        (key(.albHours), 1), (key(.albNewConnections), 50 * 3600),
        (key(.albActiveConnectionMinutes), 3000 * 60), (key(.albProcessedBytes), gb * 3 / 2),
        (key(.albRuleEvaluations), 500 * 3600),
      ], "0.0385"),
    // Bytes of Lambda targets take 2.5 times the capacity: 1 GB + 2.5 × 2 GB are 6 LCU × 0.008.
    Case(
      "load balancer, Lambda targets beside tasks",
      [(key(.albProcessedBytes), gb), (key(.albLambdaBytes), gb * 2)], "0.048"),
    Case(
      "Cloudflare a year ahead",
      [(key(.cloudflarePlan, "pro.annual", region: "global"), itemMonths(1))], "20"),
  ]

  static let monitoring: [Case] = [
    // 5 GB are free once: 8 GB in (3 paid × 0.5), 10 GB kept × 0.03, 100 GB scanned × 0.005.
    Case(
      "CloudWatch logs share their allowance",
      [
        (key(.cloudWatchLogsIngest), 8 * gb), (key(.cloudWatchLogsStorage), gbMonths(10)),
        (key(.cloudWatchInsights), 100 * gb),
      ], "2.3"),
    // 10 of 12,010 are free: 10,000 × 0.3 + 2,000 × 0.1; those of 20 s are in the same tiers.
    Case(
      "metrics over 10,000, some of 20 seconds",
      [
        (key(.cloudWatchMetrics), itemMonths(12_000)),
        (key(.cloudWatchMetrics, "high_resolution"), itemMonths(10)),
      ], "3200"),
    // 10 of 20 alarms are free × 0.1; 4 of high resolution × 0.3; 1 composite 0.5; 2 of anomaly
    // detection × 0.3; 2 dashboards beyond 3 × 3; 2.5 M requests with 1 M free × 0.01/1k.
    Case(
      "alarms, dashboards, requests",
      [
        (key(.cloudWatchAlarms, "standard"), itemMonths(20)),
        (key(.cloudWatchAlarms, "high_res"), itemMonths(4)),
        (key(.cloudWatchAlarms, "composite"), itemMonths(1)),
        (key(.cloudWatchAlarms, "anomaly_standard"), itemMonths(2)),
        (key(.cloudWatchDashboards), itemMonths(5)), (key(.cloudWatchRequests), 2_500_000),
      ], "24.3"),
    // 10,240 GB of vended logs × 0.5 and 1,000 × 0.25; the first 5 GB are free.
    Case(
      "vended logs over 10 TB", [(key(.cloudWatchLogsIngest, "vended"), 11_245 * gb)], "5370"),
    // 50 metrics × 0.07.
    Case("Container Insights", [(key(.containerInsights), itemMonths(50))], "3.5"),
    // Nano 30, one responder, 60 GB with 40 in the bundle × 0.1, 10 GB kept × 0.05, 2 GB × 0.75.
    Case(
      "Better Stack beyond the bundle",
      [
        (key(.betterStackPlan, "nano", region: "global"), itemMonths(1)),
        (key(.betterStackIngest, region: "global"), 60 * gb),
        (key(.betterStackRetention, region: "global"), gbMonths(10)),
        (key(.betterStackMetrics, region: "global"), gbMonths(2)),
      ], "34"),
  ]

  let prices: PriceList
  let costPlan: CostPlan
  let calendar: LedgerCalendar

  init() throws {
    prices = try PriceList.load(folder: Places.root + "/data/prices")
    costPlan = try CostPlan.load(path: Places.root + "/data/plans/toss.json")
    calendar = LedgerCalendar(period: try #require(Period(text: "2026-12-05")))
  }

  /// All of it in the first hour, or over the day where an hour cannot hold it.
  private func ledger(_ readings: [(MeterKey, Int128)]) -> UsageLedger {
    var ledger = UsageLedger(calendar: calendar)
    for (key, reading) in readings {
      let hours = Int128(reading > Int128(Int64.max) ? 24 : 1)
      for hour in 0..<Int(hours) {
        let part = reading / hours + (hour == 0 ? reading % hours : 0)
        ledger.add(Int64(part), to: key, hour: hour)
      }
    }
    return ledger
  }

  @Test("is what it comes to by hand", arguments: compute + data + network + monitoring)
  func handWorked(example: Case) throws {
    let bill = try Biller(priceList: prices, costPlan: costPlan).bill(ledger(example.readings))
    #expect(bill.total == Money(text: example.bill))
    // One rounding an item, and the items are the total.
    #expect(bill.items.reduce(.zero) { $0 + $1.cost } == bill.total)
    #expect(bill.lines.reduce(.zero) { $0 + $1.cost } == bill.total)
  }

  @Test("doubling every price doubles the bill", arguments: compute + data + network + monitoring)
  func doubling(example: Case) throws {
    let doubled = PriceList(
      path: prices.path, date: prices.date, sha256: prices.sha256,
      skus: prices.skus.map { $0.doubled })
    let ledger = ledger(example.readings)
    let once = try Biller(priceList: prices, costPlan: costPlan).bill(ledger)
    let twice = try Biller(priceList: doubled, costPlan: costPlan).bill(ledger)
    // A rounding of 10⁻¹² USD an item may fall on either side.
    let gap = (twice.total - once.total - once.total).trillionths.magnitude
    #expect(gap <= UInt128(twice.items.count))
  }

  @Test("every meter has a hand-worked bill") func complete() {
    let cases = Self.compute + Self.data + Self.network + Self.monitoring
    let tested = Set(cases.flatMap(\.readings).map(\.0.meter))
    // Without a price of its own; the SKU of another; sums of it.
    let others: Set<MeterID> = [
      .rdsCPU, .rdsBackupTransfer, .betterStackResponders, .cloudFrontPlan,
    ]
    #expect(MeterID.all.filter { !tested.contains($0) && !others.contains($0) } == [])
  }

  @Test("without free tiers the allowances are paid for") func freeTier() throws {
    var nothing = PriceOverride(sku: PriceList.everyFreeTier, price: .zero)
    nothing.freeAllowance = 0
    let ledger = ledger([(Self.key(.lambdaRequests, "x86"), 3_500_000)])
    let bill = try Biller(priceList: prices, costPlan: costPlan, overrides: [nothing]).bill(ledger)
    // 3.5 × 0.20.
    #expect(bill.total == Money(text: "0.7"))
    var less = PriceOverride(sku: "lambda.requests.free", price: .zero)
    less.freeAllowance = 500_000
    let some = try Biller(priceList: prices, costPlan: costPlan, overrides: [less]).bill(ledger)
    // 3.0 × 0.20.
    #expect(some.total == Money(text: "0.6"))
  }

  @Test("an explanation's hours add up to the items") func explained() throws {
    let ledger = ledger(Self.network.flatMap(\.readings))
    let biller = Biller(priceList: prices, costPlan: costPlan)
    let bill = try biller.bill(ledger)
    for line in bill.lines where line.cost > .zero {
      let explanation = try biller.explain(line: line.id, component: nil, of: bill, ledger: ledger)
      #expect(explanation.components.filter { !$0.addsUp }.map(\.name) == [])
      #expect(explanation.components.reduce(.zero) { $0 + $1.cost } == line.cost)
    }
    #expect(throws: InputError.self) {
      try biller.explain(line: "s4", component: nil, of: bill, ledger: ledger)
    }
  }
}

extension SKU {
  /// Twice the price and the fee.
  fileprivate var doubled: SKU {
    SKU(
      key: key, region: region, term: term, service: service, description: description, unit: unit,
      tiers: tiers.map {
        PriceTier(
          from: $0.from, to: $0.to, price: UnitPrice(trillionths: $0.price.trillionths * 2))
      },
      upfront: upfront.map { $0 + $0 }, freeAllowance: freeAllowance, minimum: minimum,
      increment: increment, effective: effective, source: source, confidence: confidence)
  }
}
