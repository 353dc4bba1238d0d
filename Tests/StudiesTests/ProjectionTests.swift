import Billing
import Foundation
import Scenarios
import Studies
import TestSupport
import Testing
import Units
import Workload

@Suite("Projection")
struct ProjectionTests {
  /// A small scenario on Spot over a trace of its own, written to a folder that is thrown away.
  private func plan(
    counts: (Int) -> Int, paths: Int, months: Int = 1, projection: String = "",
    growth: Double? = nil, days: Int = 21
  ) throws -> ProjectionPlan {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("projection-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var trace = "timestamp,requests\n"
    let end = UTCTime(date: try #require(CivilDate(year: 2027, month: 1, day: 1)))
    for hour in 0..<days * 24 {
      let time = end.advanced(bySeconds: Int64(hour - days * 24) * 3600)
      trace += "\(time),\(counts(hour))\n"
    }
    try trace.write(
      to: folder.appendingPathComponent("trace.csv"), atomically: true, encoding: .utf8)
    let yaml = """
      name: small
      period: 2026-12-20
      mode: fluid
      trace: {file: trace.csv}
      fargate_spot: {interruption_rate: 0}
      services:
        web:
          cpu: 1024
          memory: 2048
          share: 1
          min: 1
          max: 10
          target_tracking: {metric: cpu, target: 60}
          capacity_provider_strategy:
            - {capacity_provider: FARGATE, base: 1, weight: 1}
            - {capacity_provider: FARGATE_SPOT, weight: 1}
          request: {cpu: {mean: 50ms}}
      \(projection)
      """
    let path = folder.appendingPathComponent("small.yaml").path
    try yaml.write(toFile: path, atomically: true, encoding: .utf8)
    let scenario = try Scenario.load(path: path)
    let run = try RunPlan(
      scenario: scenario, options: RunOptions(), pricesFolder: Places.root + "/data/prices",
      planPath: Places.root + "/data/plans/toss.json")
    var options = ProjectionOptions()
    options.paths = paths
    options.months = months
    options.growth = growth
    return try ProjectionPlan(run, options: options)
  }

  private static func daily(_ hour: Int) -> Int {
    60_000 + 50_000 * ((hour % 24) / 8) + 7_000 * (hour * 7919 % 13)
  }

  @Test("is the same for one thread and two, and its figures are in order")
  func threads() async throws {
    let plan = try plan(counts: Self.daily, paths: 12, months: 2)
    let one = try await plan.run(threads: 1)
    let two = try await plan.run(threads: 2)
    #expect(one == two)
    #expect(one.months.map(\.month) == ["2027-01", "2027-02"])
    for month in one.months {
      #expect(month.total.p10 <= month.total.p50 && month.total.p50 <= month.total.p90)
      #expect(month.total.p10 < month.total.p90)
      #expect(month.lines.map(\.line).first == "ecs-fargate")
      // Means add up to the rounding of each.
      let sum = month.lines.reduce(Money.zero) { $0 + $1.mean }
      #expect(abs((sum - month.total.mean).trillionths) <= 10)
      for line in month.lines { #expect(line.p10 <= line.p50 && line.p50 <= line.p90) }
    }
    let share = one.varianceShare
    let shares = [share.load, share.serviceDemand, share.spotPrice, share.interaction]
    #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    #expect(share.load > 0 && share.serviceDemand > 0 && share.spotPrice > 0)
  }

  @Test("a constant history leaves almost all variance to the demand and the Spot price")
  func constantLoad() async throws {
    let plan = try plan(
      counts: { _ in 150_000 }, paths: 24, projection: "projection: {demand_cv: 0.2}")
    let share = try await plan.run(threads: 2).varianceShare
    // What is left is when alarms are evaluated and what their points happen to be.
    #expect(share.load < 0.08, "\(share)")
    #expect(share.serviceDemand > 0.5, "\(share)")
  }

  @Test("without anything uncertain but the Spot price, only that varies")
  func spotOnly() async throws {
    let plan = try plan(
      counts: { _ in 0 }, paths: 40,
      projection: "projection: {demand_cv: 0, spot_price_cv: 0.3}")
    let projection = try await plan.run(threads: 2)
    // No load: one task, the base, on demand, and nothing that could vary.
    #expect(projection.varianceShare.spotPrice == 0)
    #expect(projection.months[0].total.p10 == projection.months[0].total.p90)
    // One task of 1 vCPU and 2 GB for 744 hours: 744 × (0.04048 + 2 × 0.004445).
    let expected = try #require(Money(text: "36.73128"))
    let difference = projection.months[0].lines[0].mean - expected
    #expect(abs(difference.trillionths) < 1_000_000, "\(projection.months[0].lines[0].mean)")
  }

  @Test("growth raises the cost month by month")
  func growth() async throws {
    let flat = try await plan(counts: Self.daily, paths: 4, months: 2).run(threads: 2)
    let grown = try await plan(counts: Self.daily, paths: 4, months: 2, growth: 1.2)
      .run(threads: 2)
    func fargate(_ projection: Projection, _ month: Int) -> Double {
      projection.months[month].lines[0].mean.approximateDollars
    }
    let first = fargate(grown, 0) / fargate(flat, 0)
    let second = fargate(grown, 1) / fargate(flat, 1)
    #expect(first > 1.02 && first < 1.2)
    #expect(second > first && second < 1.44)
  }

  @Test("quantiles are costs of paths")
  func spread() {
    let costs = [5, 1, 4, 2, 3].map { Money(trillionths: $0) }
    let spread = Projection.Spread(costs)
    #expect(spread.mean == Money(trillionths: 3))
    #expect(spread.p10 == Money(trillionths: 1))
    #expect(spread.p50 == Money(trillionths: 3))
    #expect(spread.p90 == Money(trillionths: 5))
  }
}
