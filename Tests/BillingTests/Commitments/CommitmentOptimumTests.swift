import Billing
import Ledger
import Testing
import Units

/// The optimum against every amount that can be bought, over random hours.
@Suite("Commitment optimum")
struct CommitmentOptimumTests {
  /// A generator of its own, so that a failure can be looked at again.
  private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  /// Plan rates in dollars, by hand from the price list: x86 vCPU, GB, Lambda GB-second.
  private static let rates: [(CommitmentTerm, PaymentOption, [Double])] = [
    (.oneYear, .noUpfront, [0.032384, 0.003556, 0.0000147]),
    (.oneYear, .allUpfront, [0.0295504, 0.00324485, 0.0000138]),
    (.threeYears, .noUpfront, [0.022264, 0.00244475, 0.0000147]),
    (.threeYears, .partialUpfront, [0.02024, 0.0022225, 0.0000142]),
  ]
  private static let onDemand = [0.04048, 0.004445, 0.0000166667]
  private static let hours = 6
  /// Used up by a filler at once, so that what follows is billed.
  private static let freeLambda: Int64 = 400_000 * 1024 * 1000

  @Test("against every step that AWS sells", arguments: 0..<rates.count)
  func savingsPlan(offer: Int) throws {
    let bench = try CommitmentBench("2026-12-01T00:00:00Z/2026-12-01T07:00:00Z")
    let (term, payment, plan) = Self.rates[offer]
    var random = Random(state: UInt64(offer))
    for _ in 0..<700 {
      var units = (0..<Self.hours).map { _ in
        [
          Double.random(in: 0...0.06, using: &random), Double.random(in: 0...0.4, using: &random),
          Double.random(in: 0...150, using: &random),
        ]
      }
      // Idle hours, and uses that are missing altogether.
      for hour in units.indices where Bool.random(using: &random) { units[hour][0] = 0 }
      if Int.random(in: 0..<4, using: &random) == 0 {
        for hour in units.indices { units[hour][2] = 0 }
      }
      let scale: [Double] = [1024 * 3.6e6, 1024 * 3.6e6, 1024 * 1000]
      let whole = units.map { hour in zip(hour, scale).map { Int64($0 * $1) } }
      let exact = whole.map { hour in
        plan.indices.map { Double(hour[$0]) / scale[$0] * plan[$0] }
      }
      let ledger = bench.ledger([
        (CommitmentBench.key(.fargateCPU, "a", "x86"), { $0 == 0 ? 0 : whole[$0 - 1][0] }),
        (CommitmentBench.key(.fargateMemory, "a", "x86"), { $0 == 0 ? 0 : whole[$0 - 1][1] }),
        (
          CommitmentBench.key(.lambdaDuration, "f", "x86"),
          { $0 == 0 ? Self.freeLambda : whole[$0 - 1][2] }
        ),
      ])
      let demand = try SavingsPlanDemand(
        ledgers: [ledger], priceList: bench.prices, term: term, payment: payment)
      let best = demand.optimum()
      let found = cost(Double(best.trillionths) * 1e-12, exact, plan)
      #expect(abs(demand.cost(at: best).approximateDollars - found) < 1e-9)
      let largest = exact.map { $0.reduce(0, +) }.max() ?? 0
      var lowest = found
      var step = 0
      while Double(step - 1) * 1e-5 <= largest {
        lowest = min(lowest, cost(Double(step) * 1e-5, exact, plan))
        step += 1
      }
      #expect(found <= lowest + 1e-11, "\(best) \(units)")
    }
  }

  /// The textbook: each hour pays the commitment, spends it by falling discount, and buys the rest.
  ///
  /// - Parameter hours: what each use costs at the plan's rate in each hour.
  private func cost(_ commitment: Double, _ hours: [[Double]], _ plan: [Double]) -> Double {
    // An hour more than `hours`: the one that the free allowance takes.
    var total = commitment * Double(hours.count + 1)
    let order = plan.indices.sorted { plan[$0] / Self.onDemand[$0] < plan[$1] / Self.onDemand[$1] }
    let markup = plan.indices.map { Self.onDemand[$0] / plan[$0] }
    for hour in hours {
      var left = commitment
      for use in order {
        let paid = min(left, hour[use])
        left -= paid
        total += (hour[use] - paid) * markup[use]
      }
    }
    return total
  }

  @Test("reserved databases against every count", arguments: 0..<2)
  func reservations(seed: Int) throws {
    let bench = try CommitmentBench("2026-12-01T00:00:00Z/2026-12-01T08:00:00Z")
    var random = Random(state: UInt64(seed) + 100)
    for _ in 0..<6 {
      let larges = (0..<8).map { _ in Int64.random(in: 0...6, using: &random) }
      let multis = (0..<8).map { _ in Int64.random(in: 0...2, using: &random) }
      let ledger = bench.ledger([
        (
          CommitmentBench.key(.rdsInstance, "a", "db.r6g.large.single"),
          { larges[$0] * CommitmentBench.hour }
        ),
        (
          CommitmentBench.key(.rdsInstance, "b", "db.r6g.xlarge.multi"),
          { multis[$0] * CommitmentBench.hour }
        ),
      ])
      var advisor = try CommitmentAdvisor(
        ledgers: [ledger], priceList: bench.prices, baseline: bench.baseline)
      for choice in try advisor.best() {
        for count in 0...14 {
          let bill = try advisor.cost(of: choice.offer.commitments(.count(count)))
          #expect(choice.monthly <= bill.monthly)
        }
        #expect(choice.monthly == advisor.onDemandMonthly - choice.saving)
      }
    }
  }

  @Test("what it says a commitment costs is what the bill says")
  func agreesWithBill() throws {
    let bench = try CommitmentBench()
    let ledger = bench.ledger(
      CommitmentBench.tasks("x86") { 2 + Int64($0 * 7 % 5) } + CommitmentBench.databases)
    var advisor = try CommitmentAdvisor(
      ledgers: [ledger], priceList: bench.prices, baseline: bench.baseline)
    for choice in try advisor.best() {
      let bill = try bench.bill(ledger, choice.offer.commitments(choice.amount))
      #expect(bill.monthlyTotal == choice.monthly)
      #expect(choice.regretAtMinus30Percent >= .zero)
    }
  }

  @Test("break-even: at once without upfront, after fee over saving with it, never where it loses")
  func breakEven() throws {
    let bench = try CommitmentBench()
    var advisor = try CommitmentAdvisor(
      ledgers: [bench.ledger(CommitmentBench.databases)], priceList: bench.prices,
      baseline: bench.baseline)
    let best = try advisor.best()
    let months = best.map { "\($0.offer.term.rawValue) \($0.offer.payment) \($0.amount)" }
    #expect(months.count == 5)
    // Three reserved xlarge. All upfront 1 year: 3 x 2,124 over 984.77 a month: month 7 (6.47).
    let all = best.first { $0.offer.term == .oneYear && $0.offer.payment == .allUpfront }
    #expect(all?.breakEvenMonth == 7)
    #expect(best.first?.breakEvenMonth == 1)
    // 3 years, all upfront: 3 x 4,284 over 984.77: month 14 (13.05).
    #expect(best.last?.breakEvenMonth == 14)
  }

  @Test("coverage: the smallest amount that reaches it")
  func coverage() throws {
    let bench = try CommitmentBench("2026-12-01T00:00:00Z/2026-12-01T10:00:00Z")
    let ledger = bench.ledger(CommitmentBench.tasks("x86") { Int64($0) + 1 })
    let demand = try SavingsPlanDemand(
      ledgers: [ledger], priceList: bench.prices, term: .oneYear, payment: .noUpfront)
    for share in [0, 0.25, 0.5, 0.9, 1] {
      let amount = demand.commitment(covering: share)
      #expect(demand.coverage(at: amount) >= share)
      let below = UnitPrice(trillionths: amount.trillionths - SavingsPlanDemand.step)
      if below >= .zero { #expect(demand.coverage(at: below) < share) }
    }
  }
}
