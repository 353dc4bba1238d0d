import Billing
import Ledger
import Testing
import Units

@Suite("What commitments cover")
struct CoverageTests {
  let bench: CommitmentBench

  init() throws { bench = try CommitmentBench("2026-12-01T00:00:00Z/2026-12-01T04:00:00Z") }

  private func cost(_ bill: Bill, _ kind: ChargeKind) -> Money {
    bill.items.filter { $0.kind == kind }.reduce(.zero) { $0 + $1.cost }
  }

  @Test("a Multi-AZ instance takes the units of two reserved single ones")
  func multiAZDoubles() throws {
    let ledger = bench.ledger([CommitmentBench.database("a", "db.r6g.xlarge.multi")])
    let bill = try bench.bill(ledger, CommitmentBench.reserved("db.r6g.xlarge", 2))
    #expect(bill.total == Money(text: "2.0776"))  // 4 h x 2 x 0.2597
    #expect(bill.items.map(\.kind) == [.covered])
    #expect(bill.items[0].unitPrice == UnitPrice(text: "0.5194"))
    let one = try bench.bill(ledger, CommitmentBench.reserved("db.r6g.xlarge", 1))
    #expect(cost(one, .covered) == Money(text: "1.0388"))
    #expect(cost(one, .usage) == Money(text: "1.798"))  // half of 4 h x 0.899
  }

  @Test("a reserved xlarge covers two large ones, and its own size first")
  func sizesAreFlexible() throws {
    let larges = bench.ledger([
      CommitmentBench.database("a", "db.r6g.large.single"),
      CommitmentBench.database("b", "db.r6g.large.single"),
    ])
    let bill = try bench.bill(larges, CommitmentBench.reserved("db.r6g.xlarge", 1))
    #expect(bill.total == Money(text: "1.0388"))
    #expect(bill.items.map(\.kind) == [.covered, .covered])
    let mixed = bench.ledger([
      CommitmentBench.database("a", "db.r6g.large.single"),
      CommitmentBench.database("b", "db.r6g.xlarge.single"),
    ])
    let own = try bench.bill(mixed, CommitmentBench.reserved("db.r6g.xlarge", 1))
    #expect(own.items.first { $0.kind == .covered }?.component.hasPrefix("b-") == true)
    #expect(cost(own, .usage) == Money(text: "0.9"))  // the large one stays on demand
  }

  @Test("another family and another Region stay on demand")
  func doesNotCrossFamilies() throws {
    let ledger = bench.ledger([CommitmentBench.database("a", "db.m6g.large.single")])
    let bill = try bench.bill(ledger, CommitmentBench.reserved("db.r6g.large", 1))
    #expect(cost(bill, .usage) == Money(text: "0.636"))
    #expect(cost(bill, .unused) == Money(text: "0.5192"))
  }

  @Test("a reserved node that is not size-flexible covers its own type only")
  func nodesAreInflexible() throws {
    var commitments = Commitments()
    commitments.reservedNodes = [
      ReservedNodes(
        nodeType: "cache.r6g.xlarge", engine: "redis", count: 1, term: .oneYear,
        payment: .noUpfront)
    ]
    commitments.reservedNodes[0].isSizeFlexible = false
    let ledger = bench.ledger([CommitmentBench.nodes("cache.r6g.large.redis", 2)])
    let bill = try bench.bill(ledger, commitments)
    #expect(cost(bill, .covered) == .zero)
    #expect(cost(bill, .unused) == Money(text: "1.124"))
    #expect(cost(bill, .usage) == Money(text: "1.648"))
  }

  @Test("reserved nodes of Redis cover a quarter more of Valkey, and not the other way round")
  func valkey() throws {
    func kinds(_ reserved: String, _ used: String) throws -> Set<ChargeKind> {
      var commitments = Commitments()
      commitments.reservedNodes = [
        ReservedNodes(
          nodeType: "cache.r6g.large", engine: reserved, count: 4, term: .oneYear,
          payment: .noUpfront)
      ]
      let ledger = bench.ledger([CommitmentBench.nodes("cache.r6g.large.\(used)", 5)])
      return Set(try bench.bill(ledger, commitments).items.map(\.kind))
    }
    // 4 × 4 normalised units are 5 × 3.2.
    #expect(try kinds("redis", "valkey") == [.covered])
    #expect(try kinds("valkey", "redis") == [.unused, .usage])
  }

  @Test("a reserved node covers two of half its size")
  func nodesMayBeFlexible() throws {
    let nodes = ReservedNodes(
      nodeType: "cache.r6g.xlarge", engine: "redis", count: 1, term: .oneYear, payment: .noUpfront)
    var commitments = Commitments()
    commitments.reservedNodes = [nodes]
    let ledger = bench.ledger([CommitmentBench.nodes("cache.r6g.large.redis", 2)])
    let bill = try bench.bill(ledger, commitments)
    #expect(cost(bill, .covered) == Money(text: "1.124"))  // 4 h x 0.281
    #expect(bill.items.map(\.kind) == [.covered])
  }

  @Test("reserved nodes pay for started hours where nodes do, and for seconds where they do")
  func partialHours() throws {
    let half = try CommitmentBench("2026-12-01T00:30:00Z/2026-12-01T02:00:00Z")
    var commitments = Commitments()
    commitments.reservedNodes = [
      ReservedNodes(
        nodeType: "cache.r6g.large", engine: "redis", count: 1, term: .oneYear, payment: .noUpfront)
    ]
    let hourly = half.ledger([CommitmentBench.nodes("cache.r6g.large.redis", 1)])
    #expect(try half.bill(hourly, commitments).total == Money(text: "0.282"))  // 2 x 0.141
    let key = CommitmentBench.key(.elastiCacheNodeTime, "redis", "cache.r6g.large.redis")
    let bySecond = half.ledger([(key, { $0 == 0 ? 1_800_000 : 3_600_000 })])
    #expect(try half.bill(bySecond, Commitments()).total == Money(text: "0.309"))  // 1.5 x 0.206
    #expect(try half.bill(bySecond, commitments).total == Money(text: "0.2115"))  // 1.5 x 0.141
  }

  @Test("no task hour is on Spot and covered, whatever the mixture of tasks and the plan")
  func neverBoth() throws {
    var random = SeededRandom(state: 7)
    for _ in 0..<50 {
      let counts = (0..<4).map { _ in
        (Int64.random(in: 0...5, using: &random), Int64.random(in: 0...5, using: &random))
      }
      let readings =
        CommitmentBench.tasks("x86") { counts[$0].0 }
        + CommitmentBench.tasks("spot.x86") { counts[$0].1 }
      let ledger = bench.ledger(readings)
      let commitments = try CommitmentBench.plan("0.\(Int.random(in: 10...90, using: &random))")
      var used: [Int: Quantity] = [:]
      let biller = Biller(
        priceList: bench.prices, costPlan: bench.costPlan, commitments: commitments)
      try biller.forEachHour(of: ledger) { charge in
        if charge.sku.term == .spot {
          #expect(charge.commitment == nil && charge.kind == .usage)
        } else if charge.sku.key == "fargate.x86.vcpu" {
          used[charge.hour, default: .zero] = used[charge.hour, default: .zero] + charge.quantity
        }
      }
      // Covered and uncovered hours of tasks are those on demand, hour by hour.
      for (hour, count) in counts.enumerated() where count.0 > 0 {
        let expected = Quantity(smallestUnits: Int128(count.0) * 2, perUnit: 1)
        #expect((used[hour] ?? .zero).reduced == expected, "\(counts)")
      }
    }
  }

  @Test("what no plan has a rate for stays on demand and says so")
  func withoutRate() throws {
    let key = CommitmentBench.key(.lambdaDuration, "f", "x86.provisioned")
    let unrated: (MeterKey, (Int) -> Int64) = (key, { _ in 1024 * 1000 * 1000 })
    #expect(throws: InputError.self) {
      try bench.bill(bench.ledger([unrated]), try CommitmentBench.plan("0.01"))
    }
    let ledger = bench.ledger(CommitmentBench.tasks("x86") { _ in 1 } + [unrated])
    let bill = try bench.bill(ledger, try CommitmentBench.plan("1"))
    #expect(bill.items.filter { $0.kind == .covered }.allSatisfy { $0.line == "ecs-fargate" })
    #expect(bill.items.contains { $0.note.contains("no csp_1yr_no_upfront rate is known") })
    var advisor = try CommitmentAdvisor(
      ledgers: [ledger], priceList: bench.prices)
    _ = try advisor.best()
    #expect(advisor.remarks.contains { $0.contains("lambda.x86.provisioned_duration") })
  }

  @Test("a Savings Plan is used or lost every hour, and never rolls over")
  func hourly() throws {
    // Two tasks, none, two, none at 0.078992 an hour and task, with a plan for one.
    let ledger = bench.ledger(CommitmentBench.tasks("x86") { $0 % 2 == 0 ? 2 : 0 })
    let bill = try bench.bill(ledger, try CommitmentBench.plan("0.078992"))
    #expect(cost(bill, .covered) == Money(text: "0.157984"))
    #expect(cost(bill, .unused) == Money(text: "0.157984"))
    // Two hours of the second task; the last 10⁻¹² USD of a commitment buy less than a unit.
    #expect(cost(bill, .usage).cents == "0.20")
    #expect(abs(cost(bill, .usage).approximateDollars - 0.19748) < 1e-10)
  }

  @Test("a Savings Plan never pays for Spot or for ephemeral storage")
  func neverSpot() throws {
    var readings = CommitmentBench.tasks("spot.x86") { _ in 3 }
    readings.append(
      (CommitmentBench.key(.fargateEphemeral, "a", "x86"), { _ in 1024 * CommitmentBench.hour }))
    let bill = try bench.bill(bench.ledger(readings), try CommitmentBench.plan("1"))
    #expect(cost(bill, .covered) == .zero)
    #expect(cost(bill, .unused) == Money(text: "4"))
    let plain = try bench.bill(bench.ledger(readings), Commitments())
    #expect(cost(bill, .usage) == plain.total)
  }

  @Test("the highest saving is covered first")
  func highestSavingFirst() throws {
    // Fargate saves 20 %, Lambda 11.8 %: 0.06 dollars go to Fargate, though Lambda could use them.
    var readings = CommitmentBench.tasks("x86") { _ in 1 }
    readings.append(
      (CommitmentBench.key(.lambdaDuration, "f", "x86"), { _ in 1024 * 1000 * 1_000_000 }))
    let bill = try bench.bill(bench.ledger(readings), try CommitmentBench.plan("0.06"))
    let covered = bill.items.filter { $0.kind == .covered }
    #expect(covered.allSatisfy { $0.line == "ecs-fargate" })
    #expect(cost(bill, .covered) == Money(text: "0.24"))
  }

  @Test("the fee is cash at the start, its cost spread over the term")
  func cash() throws {
    let ledger = bench.ledger([CommitmentBench.database("a", "db.r6g.xlarge.single")])
    let bill = try bench.bill(
      ledger, CommitmentBench.reserved("db.r6g.xlarge", 1, .oneYear, .partialUpfront))
    #expect(bill.cashTotal == Money(text: "1083.4948"))  // 1,083 + 4 h x 0.1237
    #expect(bill.total.description.hasPrefix("0.98932"))  // 4 h x (1,083 / 8,760 + 0.1237)
    let plan = try bench.bill(
      bench.ledger([]), try CommitmentBench.plan("1", .oneYear, .allUpfront))
    #expect(plan.cashTotal == Money(text: "8760"))
    #expect(plan.total == Money(text: "4"))
  }
}
