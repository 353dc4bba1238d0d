import Billing
import Ledger
import TestSupport
import Testing
import Units

@Suite("Real costs beside a run")
struct ReconciliationTests {
  let prices: PriceList
  let biller: Biller
  let ledger: UsageLedger
  let bill: Bill

  /// 10 h of 2 vCPU and 4 GB on Fargate: 20 × 0.04048 + 40 × 0.004445 = 0.8096 + 0.1778; a NAT
  /// gateway for 10 h: 0.45.
  init() throws {
    prices = try PriceList.load(folder: Places.root + "/data/prices")
    biller = Biller(
      priceList: prices, costPlan: try CostPlan.load(path: Places.root + "/data/plans/toss.json"))
    let period = try #require(Period(text: "2026-12-05"))
    var ledger = UsageLedger(calendar: LedgerCalendar(period: period))
    func key(_ meter: MeterID, _ variant: String = "") -> MeterKey {
      MeterKey(meter, resource: "nav", variant: variant, region: "us-east-1")
    }
    ledger.add(10 * 2048 * 3_600_000, to: key(.fargateCPU, "x86"), hour: 3)
    ledger.add(10 * 4096 * 3_600_000, to: key(.fargateMemory, "x86"), hour: 3)
    ledger.add(10, to: key(.natHours), hour: 3)
    self.ledger = ledger
    bill = try biller.bill(ledger)
  }

  /// Half more vCPU hours at 0.05; memory as simulated; a queue nobody simulated; a tax; a covered
  /// hour with its negation and fee.
  static let cur = """
    lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UsageType,lineItem/Operation,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,product/regionCode,savingsPlan/SavingsPlanEffectiveCost,savingsPlan/TotalCommitmentToDate,savingsPlan/UsedCommitment
    Usage,2026-12-05T00:00:00.000Z,2026-12-05T01:00:00.000Z,AmazonECS,USE1-Fargate-vCPU-Hours:perCPU,,30,USD,1.5,us-east-1,,,
    Usage,2026-12-05T00:00:00.000Z,2026-12-05T01:00:00.000Z,AmazonECS,USE1-Fargate-GB-Hours,,4.0E1,USD,1.778e-1,us-east-1,,,
    Usage,2026-12-05T00:00:00.000Z,2026-12-05T01:00:00.000Z,AmazonMQ,BrokerUsage,,7,USD,0.25,us-east-1,,,
    Tax,2026-12-05T00:00:00.000Z,2026-12-06T00:00:00.000Z,AmazonECS,,,1,USD,0.4,,,,
    SavingsPlanCoveredUsage,2026-12-05T01:00:00.000Z,2026-12-05T02:00:00.000Z,AWSLambda,Lambda-GB-Second,,1000,USD,0.0166667,us-east-1,0.0147,,
    SavingsPlanNegation,2026-12-05T01:00:00.000Z,2026-12-05T02:00:00.000Z,AWSLambda,Lambda-GB-Second,,,USD,-0.0166667,us-east-1,,,
    SavingsPlanRecurringFee,2026-12-05T01:00:00.000Z,2026-12-05T02:00:00.000Z,ComputeSavingsPlans,ComputeSP:1yrNoUpfront,,1,USD,0.02,,,0.02,0.0147

    """

  static let focus = """
    BilledCost,EffectiveCost,ChargeCategory,ServiceName,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,PricingQuantity,PricingUnit,RegionId,SkuId,x_UsageType,x_Operation
    1.5,1.5,Usage,AWS Fargate,2026-12-05T00:00:00Z,2026-12-05T01:00:00Z,USD,30,vCPU-Hours,us-east-1,AWSSKU,USE1-Fargate-vCPU-Hours:perCPU,
    0.1778,0.1778,Usage,AWS Fargate,2026-12-05 00:00:00,2026-12-05 01:00:00,USD,40,GB-Hours,us-east-1,fargate.x86.gb,NULL,NULL
    0.005,0.005,Usage,Amazon Simple Storage Service,2026-12-05T00:00:00Z,2026-12-05T01:00:00Z,USD,1,1000 Requests,us-east-1,s3.standard.put,,
    -1,-1,Credit,AWS Fargate,2026-12-05T00:00:00Z,2026-12-05T01:00:00Z,USD,,,,,,

    """

  private func load(_ text: String, _ basis: CostBasis = .amortised) throws -> ActualCosts {
    let folder = try Scratch()
    try folder.write("costs.csv", text)
    return try ActualCosts.load(path: folder.path + "/costs.csv", basis: basis, prices: prices)
  }

  private func row(_ name: String, _ costs: ActualCosts) throws -> Reconciliation.Row {
    let result = try biller.reconcile(costs, with: bill, ledger: ledger)
    return try #require(result.rows.first { $0.name == name })
  }

  @Test("splits a difference into usage and price, by hand", arguments: [cur, focus])
  func effects(text: String) throws {
    let vcpu = try row("fargate.x86.vcpu", load(text))
    // 20 h at 0.04048 became 30 h at 0.05: usage 10 × 0.04048, price 30 × (0.05 − 0.04048).
    #expect(vcpu.simulated == Money(text: "0.8096") && vcpu.actual == Money(text: "1.5"))
    #expect(vcpu.usageEffect == Money(text: "0.4048"))
    #expect(vcpu.priceEffect == Money(text: "0.2856"))
    #expect(vcpu.standing == .both && vcpu.line == "ecs-fargate")
    let memory = try row("fargate.x86.gb", load(text))
    #expect(memory.difference == .zero && memory.usageEffect == .zero)
    #expect(try row("vpc.nat.hour", load(text)).standing == .onlySimulated)
  }

  @Test("counts what no key stands for, and what commitments did not use") func missing() throws {
    let costs = try load(Self.cur)
    let queue = try row("unmapped: AmazonMQ", costs)
    #expect(queue.standing == .unmapped && queue.actual == Money(text: "0.25"))
    #expect(try row("lambda.x86.duration", costs).actual == Money(text: "0.0147"))
    #expect(
      try row("unused commitment: ComputeSavingsPlans", costs).actual == Money(text: "0.0053"))
    #expect(costs.excluded.map(\.kind) == ["SavingsPlanNegation", "Tax"])
    let requests = try row("s3.standard.put", load(Self.focus))
    #expect(requests.actualQuantity?.description == "1" && requests.standing == .onlyActual)
  }

  @Test("every row's cost is in the totals") func totals() throws {
    // 1.5 + 0.1778 + 0.25 + 0.0147 + 0.0053.
    #expect(try load(Self.cur).total == Money(text: "1.9478"))
    // All unblended costs.
    #expect(try load(Self.cur, .cash).total == Money(text: "2.3478"))
    #expect(try load(Self.focus).total == Money(text: "1.6828"))
    #expect(try load(Self.focus, .cash).total == Money(text: "0.6828"))
    for basis in CostBasis.allCases {
      let costs = try load(Self.cur, basis)
      let result = try biller.reconcile(costs, with: bill, ledger: ledger)
      #expect(result.actualTotal == costs.total && result.simulatedTotal == bill.total)
      let effects = result.rows.reduce(Money.zero) { $0 + $1.usageEffect + $1.priceEffect }
      #expect(effects == costs.total - bill.total)
    }
  }

  @Test(
    "the samples' totals are those of their columns",
    .enabled(if: Places.shared("samples/billing") != nil))
  func samples() throws {
    let folder = try #require(Places.shared("samples/billing"))
    // Sums of UnblendedCost and BilledCost, taken with decimal arithmetic elsewhere.
    let cur = try ActualCosts.load(
      path: folder + "/aws_cur_anonymised.csv.gz", basis: .cash, prices: prices)
    #expect(cur.total == Money(text: "1.6823086974") && cur.rowCount == 1281)
    let focus = try ActualCosts.load(
      path: folder + "/focus_1.0_sample_1000.csv.gz", basis: .cash, prices: prices)
    #expect(focus.total == Money(text: "20.52022672899") && focus.rowCount == 1000)
  }

  @Test("refuses bad rows with their places, all at once") func refuses() throws {
    let bad = Self.cur.replacing(",30,USD,1.5,", with: ",30,USD,1.5x,")
      .replacing("7,USD,0.25", with: "7,EUR,0.25").replacing("Tax,2026-12-05T", with: "Tax,x")
    let error = try #require(throws: InputError.self) { try load(bad) }
    guard case .invalid(let problems) = error else { return }
    #expect(problems.map(\.line) == [2, 4, 5])
    #expect(problems.allSatisfy { $0.column != nil })
    for text in ["", "a,b\n1,2\n", String(Self.cur.dropLast(30))] {
      #expect(throws: InputError.self) { try load(text) }
    }
  }

  @Test(
    "numbers with and without exponents",
    arguments: [
      ("1", "1"), ("1.5E-3", "0.0015"), ("-2.5e2", "-250"), ("0.0000000000005", "0"),
      ("1.0000000000015", "1.000000000002"), (".5", "0.5"),
    ])
  func numbers(text: String, value: String) throws {
    let file = Self.focus.replacing("1.5,1.5,Usage", with: "\(text),\(text),Usage")
    let costs = try load(file)
    let others = try #require(Money(text: "0.1828"))
    #expect(costs.total - others == Money(text: value))
  }
}
