import Billing
import Ledger
import TestSupport
import Testing
import Units

/// Bills by AWS service, and beside plans that cover some of them.
@Suite("Bill lines")
struct BillLinesTests {
  private let prices: PriceList
  private let ledger: UsageLedger

  /// A day of a shop: CloudFront, WAF, a database, and requests of a queue's Lambda function and of
  /// a bucket that bear the same name.
  init() throws {
    prices = try PriceList.load(folder: Places.root + "/data/prices")
    var ledger = UsageLedger(
      calendar: LedgerCalendar(period: try #require(Period(text: "2026-12-05"))))
    let region = "us-east-1"
    for hour in 0..<24 {
      ledger.add(
        3_600_000, to: MeterKey(.wafWebACLs, resource: "shop", region: region), hour: hour)
      ledger.add(
        3_600_000,
        to: MeterKey(.rdsInstance, resource: "db", variant: "db.t4g.medium.single", region: region),
        hour: hour)
      ledger.add(
        200 << 30, to: MeterKey(.cloudFrontEgress, resource: "shop", region: "global"), hour: hour)
    }
    ledger.add(
      30_000_000,
      to: MeterKey(.lambdaRequests, resource: "shop", variant: "x86.provisioned", region: region),
      hour: 3)
    ledger.add(
      30_000, to: MeterKey(.s3Requests, resource: "shop", variant: "standard.put", region: region),
      hour: 3)
    self.ledger = ledger
  }

  private func plan(_ rest: String) throws -> CostPlan {
    let text = #"{"schema": "tosscost-plan/1", "currency": "USD", \#(rest)}"#
    return try CostPlan.read(Array(text.utf8), file: "plan.json")
  }

  private func bill(_ plan: CostPlan?) throws -> Bill {
    try Biller(priceList: prices, costPlan: plan).bill(ledger)
  }

  @Test("without a plan a bill has the services that were used, as Cost Explorer names them")
  func services() throws {
    let bill = try bill(nil)
    #expect(
      bill.lines.map(\.title) == [
        "AWS Lambda", "Amazon Relational Database Service", "Amazon Simple Storage Service",
        "AWS WAF", "Amazon CloudFront",
      ])
    #expect(bill.lines.allSatisfy { $0.baseline == nil && $0.why == nil && $0.variance == nil })
    #expect(bill.planTotal == nil)
    #expect(bill.lines.reduce(.zero) { $0 + $1.cost } == bill.total)
    // 24 x 0.065 (AWS, "Amazon RDS for PostgreSQL pricing", db.t4g.medium).
    #expect(bill.lines.first { $0.id == "rds" }?.cost == Money(text: "1.56"))
    // 30 x 0.20; 4,800 - 1,024 GB at 0.085 (AWS, "CloudFront pricing").
    #expect(bill.lines.first { $0.id == "lambda" }?.cost == Money(text: "6"))
    #expect(bill.lines.first { $0.id == "cloudfront" }?.cost == Money(text: "320.96"))
  }

  @Test("a plan of some lines leaves the rest under its service, without an amount")
  func some() throws {
    let alone = try bill(nil)
    let bill = try bill(
      plan(
        #""lines": [{"id": "edge", "title": "Edge", "usd": "300", "covers": ["waf", "cloudfront"]},"#
          + #"{"id": "disks", "title": "Disks", "usd": "9", "covers": ["ebs"]}]"#))
    #expect(bill.lines.map(\.id) == ["edge", "disks", "lambda", "rds", "s3"])
    #expect(bill.lines.map { $0.baseline?.cents } == ["300.00", "9.00", nil, nil, nil])
    let edge = alone.lines.filter { ["waf", "cloudfront"].contains($0.id) }
    #expect(bill.lines[0].cost == edge.reduce(.zero) { $0 + $1.cost })
    #expect(bill.lines[1].cost == .zero)
    #expect(bill.planTotal == Money(text: "309"))
    #expect(bill.total == alone.total)
  }

  @Test("a plan of a total alone is set beside the bill by service")
  func totalOnly() throws {
    let (alone, bill) = (try bill(nil), try bill(plan(#""total": "400""#)))
    #expect(bill.lines == alone.lines)
    #expect(bill.planTotal == Money(text: "400"))
  }

  @Test("a bill that is grouped anew is the one that is made beside the other plan")
  func regrouped() throws {
    let toss = try CostPlan.load(path: Places.root + "/data/plans/toss.json")
    let plans = [nil, toss, try plan(#""total": "400""#)]
    for from in plans {
      for to in plans {
        let biller = Biller(priceList: prices, costPlan: to)
        let (given, wanted) = (try bill(from), try bill(to))
        #expect(biller.grouped(given) == wanted)
      }
    }
  }

  @Test("components of one name in one line are explained apart")
  func sameName() throws {
    let everything = BilledService.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let plan = try plan(
      #""lines": [{"id": "all", "title": "All", "usd": "1", "covers": [\#(everything)]}]"#)
    let biller = Biller(priceList: prices, costPlan: plan)
    let explanation = try biller.explain(
      line: "all", component: nil, of: biller.bill(ledger), ledger: ledger)
    #expect(explanation.components.allSatisfy { $0.addsUp })
    let meters = explanation.components.compactMap { $0.readings?.keys.first?.meter }
    #expect(
      Set(meters)
        == Set([
          .lambdaRequests, .rdsInstance, .s3Requests, .wafWebACLs, .cloudFrontEgress,
        ]))
  }
}
