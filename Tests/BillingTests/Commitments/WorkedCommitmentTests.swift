import Billing
import Testing
import Units

/// The table of the prices reference, section 2, and of the commitment-prices reference, section 2.
@Suite("Worked commitments")
struct WorkedCommitmentTests {
  typealias Case = (term: CommitmentTerm, payment: PaymentOption, monthly: String)
  let bench: CommitmentBench

  init() throws { bench = try CommitmentBench() }

  @Test(
    "six x86 tasks under a Compute Savings Plan that just covers them",
    arguments: [
      (.oneYear, .noUpfront, "345.98"), (.oneYear, .allUpfront, "315.71"),
      (.threeYears, .noUpfront, "237.86"), (.threeYears, .allUpfront, "207.59"),
    ] as [Case])
  func savingsPlan(expected: Case) throws {
    let ledger = bench.ledger(CommitmentBench.tasks("x86") { _ in 6 })
    var advisor = try CommitmentAdvisor(
      ledgers: [ledger], priceList: bench.prices)
    #expect(advisor.onDemandMonthly.cents == "432.48")
    let best = try advisor.best().first {
      $0.offer.term == expected.term && $0.offer.payment == expected.payment
    }
    // The plan sells steps of 0.00001 dollars an hour, which is under a cent a month.
    let monthly = try #require(best?.monthly.approximateDollars)
    #expect(abs(monthly - (Double(expected.monthly) ?? 0)) < 0.013)
    #expect(best?.utilisation ?? 0 > 0.9999)
  }

  @Test(
    "the primary and its replica reserved",
    arguments: [
      (.oneYear, .noUpfront, "568.74"), (.oneYear, .partialUpfront, "541.66"),
      (.oneYear, .allUpfront, "531.08"), (.threeYears, .partialUpfront, "364.43"),
      (.threeYears, .allUpfront, "357.00"),
    ] as [Case])
  func databases(expected: Case) throws {
    let commitments = CommitmentBench.reserved(
      "db.r6g.xlarge", multiAZ: true, 1, expected.term, expected.payment
    ).adding(CommitmentBench.reserved("db.r6g.xlarge", 1, expected.term, expected.payment))
    let bill = try bench.bill(bench.ledger(CommitmentBench.databases), commitments)
    #expect(bill.monthlyTotal.cents == expected.monthly)
    #expect(!bill.items.contains { $0.kind == .unused || $0.kind == .usage })
  }

  @Test("there is no 3-year reservation without upfront")
  func notSold() throws {
    let commitments = CommitmentBench.reserved("db.r6g.xlarge", 1, .threeYears, .noUpfront)
    #expect {
      try bench.bill(bench.ledger(CommitmentBench.databases), commitments)
    } throws: { error in
      guard case InputError.invalid(let problems)? = error as? InputError else { return false }
      return problems.count == 1 && problems[0].message.contains("is not sold")
    }
  }

  @Test(
    "four cache nodes",
    arguments: [
      ("redis", .oneYear, .noUpfront, "411.72"), ("redis", .oneYear, .partialUpfront, "390.64"),
      ("redis", .oneYear, .allUpfront, "384.33"), ("redis", .threeYears, .noUpfront, "312.44"),
      ("redis", .threeYears, .partialUpfront, "289.89"),
      ("redis", .threeYears, .allUpfront, "270.44"), ("valkey", .oneYear, .noUpfront, "329.38"),
      ("valkey", .oneYear, .partialUpfront, "312.51"),
      ("valkey", .oneYear, .allUpfront, "307.47"),
      ("valkey", .threeYears, .partialUpfront, "231.91"),
      ("valkey", .threeYears, .allUpfront, "216.35"),
    ] as [(String, CommitmentTerm, PaymentOption, String)])
  func caches(engine: String, term: CommitmentTerm, payment: PaymentOption, monthly: String) throws
  {
    var commitments = Commitments()
    commitments.reservedNodes = [
      ReservedNodes(
        nodeType: "cache.r6g.large", engine: engine, count: 4, term: term, payment: payment)
    ]
    let ledger = bench.ledger([CommitmentBench.nodes("cache.r6g.large.\(engine)", 4)])
    let bill = try bench.bill(ledger, commitments)
    // The table of Valkey at partial and all upfront is 0.8 of Redis; the list has whole-dollar fees.
    let difference = abs(bill.monthlyTotal.approximateDollars - (Double(monthly) ?? 0))
    #expect(difference < (engine == "redis" ? 0.006 : 0.2), "\(bill.monthlyTotal)")
  }

  @Test("a reserved r6g is cheaper than a reserved r7g, though they are 6 % apart on demand")
  func classesDiffer() throws {
    let r6g = try bench.bill(
      bench.ledger([CommitmentBench.database("a", "db.r6g.xlarge.single")]),
      CommitmentBench.reserved("db.r6g.xlarge", 1)
    ).monthlyTotal
    let r7g = try bench.bill(
      bench.ledger([CommitmentBench.database("a", "db.r7g.xlarge.single")]),
      CommitmentBench.reserved("db.r7g.xlarge", 1)
    ).monthlyTotal
    #expect(r6g.cents == "189.58")
    #expect(r7g.cents == "268.64")
  }
}
