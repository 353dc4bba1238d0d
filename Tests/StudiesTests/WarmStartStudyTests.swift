import Foundation
import Scenarios
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("An hour cut out of a day")
struct WarmStartStudyTests {
  /// A day whose load swings between 20 and 220 requests a second, least at midnight.
  private static var trace: String {
    "timestamp,requests\n"
      + (0..<1440).map { minute in
        let rate = 120 - 100 * cos(2 * Double.pi * (Double(minute) + 0.5) / 1440)
        let clock = UTCTime(secondsSinceEpoch: 1_796_083_200 + Int64(minute) * 60)
        return "\(clock),\(Int(rate * 60))\n"
      }.joined()
  }

  private static func plan(
    period: String, mode: SimulationMode, keys: String = ""
  ) throws -> RunPlan {
    let scratch = try Scratch()
    try scratch.write("trace.csv", trace)
    let yaml = """
      name: day
      period: \(period)
      trace: {file: trace.csv}
      services:
        web:
          cpu: 1024
          memory: 2048
          share: 1
          min: 1
          max: 12
          \(keys)
          request: {cpu: {mean: 20ms, cv: 1}, client_timeout: 30s}
          target_tracking: {metric: cpu, target: 60}
      """
    let scenario = try Scenario.load(path: try scratch.write("day.yaml", yaml))
    var options = RunOptions()
    options.mode = mode
    return try RunPlan(
      scenario: scenario, options: options, pricesFolder: Places.root + "/data/prices",
      planPath: Places.root + "/data/plans/toss.json")
  }

  private static func hour(_ hour: Int) -> String {
    func text(_ hour: Int) -> String { hour < 10 ? "0\(hour)" : "\(hour)" }
    return "2026-12-01T\(text(hour)):00Z/2026-12-01T\(text(hour + 1)):00Z"
  }

  @Test(
    "agrees with the same hour of the day",
    arguments: [SimulationMode.request, .fluid], [10, 13, 17])
  func agrees(mode: SimulationMode, hour: Int) async throws {
    let day = try await Self.plan(period: "2026-12-01", mode: mode).run(threads: 1)
    let cut = try await Self.plan(period: Self.hour(hour), mode: mode).run(threads: 1)
    let whole = Array(try #require(day.services.first).timeline)[hour * 60..<hour * 60 + 60]
    let part = Array(try #require(cut.services.first).timeline)
    #expect(part.count == 60)
    #expect(part.reduce(0) { $0 + $1.errors.total } == 0)
    // Where a step falls is a matter of chance by some minutes.
    let (a, b) = (whole.reduce(0) { $0 + $1.running }, part.reduce(0) { $0 + $1.running })
    #expect(abs(Double(a) / Double(b) - 1) < 0.1, "\(a) and \(b) task-minutes")
    func p95(_ rows: some Sequence<TimelineRow>) -> Double {
      let values = rows.compactMap { $0.latency?.p95 }
      return values.reduce(0, +) / Double(values.count)
    }
    #expect(abs(p95(part) / p95(whole) - 1) < 0.1, "\(p95(part)) against \(p95(whole)) ms")
  }

  @Test("is the same for one thread and two, and differs between replications' draws alone")
  func threads() async throws {
    let plan = try Self.plan(period: Self.hour(9), mode: .fluid)
    let one = try await plan.run(threads: 1)
    let two = try await plan.run(threads: 2)
    #expect(Array(one.services[0].timeline) == Array(two.services[0].timeline))
    #expect(one.services[0].start?.isWarm == true)
  }

  @Test("at the start of its trace begins with its first load")
  func startOfTrace() async throws {
    // 20.2 requests a second on average in the first hour: 0.4 vCPU, one task at 60 %.
    let night = try await Self.plan(period: Self.hour(0), mode: .fluid).run(threads: 1)
    #expect(night.services[0].start == ServiceStart(tasks: 1, isWarm: true))
  }

  @Test("says so where a stated start is too small, and only there")
  func remarks() throws {
    // 220 requests a second at noon: 4.4 vCPUs, which 60 % asks 8 tasks for.
    let noon = Self.hour(12)
    let cold = try Self.plan(period: noon, mode: .fluid, keys: "initial: 1").startRemarks
    #expect(cold.count == 1)
    #expect(cold[0].hasPrefix("services.web.initial: 1 task is too few"))
    #expect(cold[0].contains("; 8 would do"))
    #expect(try Self.plan(period: noon, mode: .fluid, keys: "initial: 8").startRemarks == [])
    #expect(try Self.plan(period: noon, mode: .fluid).startRemarks == [])
  }
}
