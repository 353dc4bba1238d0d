import Billing
import Ledger
import Testing
import Units

/// The optimum against every amount that can be bought, over random hours.
@Suite("Commitment optimum")
struct CommitmentOptimumTests {
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
    var random = SeededRandom(state: UInt64(offer))
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
    var random = SeededRandom(state: UInt64(seed) + 100)
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
        ledgers: [ledger], priceList: bench.prices)
      for choice in try advisor.best() {
        for count in 0...14 {
          let bill = try advisor.cost(of: choice.offer.commitments(.count(count)))
          #expect(choice.monthly <= bill.monthly)
        }
        #expect(choice.monthly == advisor.onDemandMonthly - choice.saving)
      }
    }
  }

  /// Terms on which larger classes cost less, the same and more for their size than smaller ones.
  static let reservedTerms: [(CommitmentTerm, PaymentOption)] = [
    (.oneYear, .noUpfront), (.oneYear, .partialUpfront), (.threeYears, .allUpfront),
  ]

  /// Classes of one family with their weights in `large` ones and what an hour costs on demand.
  private static let classes: [(name: String, multiAZ: Bool, weight: Double, price: Double)] = [
    ("db.r6g.large", false, 1, 0.225), ("db.r6g.xlarge", false, 2, 0.45),
    ("db.r6g.xlarge", true, 4, 0.899),
  ]

  @Test("mixtures of classes against every mixture", arguments: reservedTerms.indices)
  func mixtures(offer: Int) throws {
    let bench = try CommitmentBench("2026-12-01T00:00:00Z/2026-12-01T04:00:00Z")
    let (term, payment) = Self.reservedTerms[offer]
    let offers = Self.classes.map {
      CommitmentOffer(
        .reservedInstances(instanceClass: $0.name, multiAZ: $0.multiAZ, region: "us-east-1"),
        term: term, payment: payment)
    }
    let rates = try Self.classes.map { item in
      let key = "rds.pg.\(item.name).\(item.multiAZ ? "multi" : "single")"
      let sku = try #require(
        bench.prices.sku(key, term: .reserved(term, payment), region: "us-east-1"))
      return rate(sku, term: term, payment: payment)
    }
    var random = SeededRandom(state: UInt64(offer) + 500)
    for _ in 0..<500 {
      let use = (0..<4).map { _ in
        [
          Double(Int.random(in: 0...3, using: &random)),
          Double(Int.random(in: 0...2, using: &random)),
          Double(Int.random(in: 0...1, using: &random)),
        ]
      }
      let ledger = bench.ledger(
        Self.classes.indices.map { place in
          let variant = Self.classes[place].multiAZ ? "multi" : "single"
          return (
            CommitmentBench.key(
              .rdsInstance, "d\(place)", "\(Self.classes[place].name).\(variant)"),
            { Int64(use[$0][place]) * CommitmentBench.hour }
          )
        })
      let found = try ReservationDemand(
        ledgers: [ledger], priceList: bench.prices, offers: offers)
      let demand = try #require(found)
      let best = demand.optimum()
      let cost = demand.cost(at: best).approximateDollars
      #expect(abs(cost - textbook(best, use, rates)) < 1e-6)
      var lowest = cost
      for a in 0...11 {
        for b in 0...6 {
          for c in 0...3 { lowest = min(lowest, textbook([a, b, c], use, rates)) }
        }
      }
      #expect(cost <= lowest + 1e-6, "\(best) \(use)")
    }
  }

  /// The hourly part and the fee over the term; where only an effective rate is known, that.
  private func rate(_ sku: SKU, term: CommitmentTerm, payment: PaymentOption) -> Double {
    let hourly = Double(sku.firstPrice.trillionths) * 1e-12
    guard let fee = sku.upfront else { return hourly }
    return hourly + fee.approximateDollars / Double(term.hours)
  }

  /// Each reservation covers its own class first, then others from the smallest on.
  private func textbook(_ counts: [Int], _ use: [[Double]], _ rates: [Double]) -> Double {
    var total = 0.0
    for hour in use {
      var left = hour
      for (place, count) in counts.enumerated() {
        total += Double(count) * rates[place]
        var capacity = Double(count) * Self.classes[place].weight
        for other in [place] + Self.classes.indices.filter({ $0 != place }) {
          let covered = min(left[other], capacity / Self.classes[other].weight)
          left[other] -= covered
          capacity -= covered * Self.classes[other].weight
        }
      }
      total += zip(left, Self.classes).reduce(0) { $0 + $1.0 * $1.1.price }
    }
    return total
  }

  @Test("what it says a commitment costs is what the bill says")
  func agreesWithBill() throws {
    let bench = try CommitmentBench()
    let ledger = bench.ledger(
      CommitmentBench.tasks("x86") { 2 + Int64($0 * 7 % 5) } + CommitmentBench.databases)
    var advisor = try CommitmentAdvisor(
      ledgers: [ledger], priceList: bench.prices)
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
      ledgers: [bench.ledger(CommitmentBench.databases)], priceList: bench.prices)
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
