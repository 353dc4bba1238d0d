import Autoscaling
import Foundation
import Scenarios
import Simulation
import Studies
import TestSupport
import Testing
import Units

/// A load that is quiet by night and steps up at 09:00 each day.
@Suite("Predictive scaling over a load")
struct PredictiveStudyTests {
  private func summaryAndRun(
    policies: String, mode: String, days: Int = 10, seed: UInt64 = 1
  ) async throws -> RunResult {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("predictive-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let end = UTCTime(date: try #require(CivilDate(year: 2026, month: 12, day: 12)))
    var trace = "timestamp,requests\n"
    for minute in 0..<days * 1440 {
      let time = end.advanced(bySeconds: Int64(minute - days * 1440) * 60)
      let hour = minute / 60 % 24
      trace += "\(time),\((9..<17).contains(hour) ? 1200 : 120)\n"
    }
    try trace.write(
      to: folder.appendingPathComponent("trace.csv"), atomically: true, encoding: .utf8)
    let yaml = """
      name: ramp
      period: 2026-12-11
      mode: \(mode)
      trace: {file: trace.csv}
      services:
        web:
          cpu: 256
          memory: 512
          share: 1
          min: 1
          max: 20
          request: {cpu: {mean: 50ms}, client_timeout: 10s}
          slo: {p95: 2s}
          target_tracking: {metric: cpu, target: 50}
          \(policies)
      """
    let path = folder.appendingPathComponent("ramp.yaml").path
    try yaml.write(toFile: path, atomically: true, encoding: .utf8)
    var options = RunOptions()
    options.seed = seed
    let plan = try RunPlan(
      scenario: try Scenario.load(path: path), options: options,
      pricesFolder: Places.root + "/data/prices",
      planPath: Places.root + "/data/plans/toss.json")
    return try await plan.run(threads: 1)
  }

  private static let predictive =
    "predictive: {metric: cpu, target: 50, mode: ForecastAndScale, scheduling_buffer_time: 600s}"

  /// 1,200 requests a minute of 50 ms are one vCPU: four tasks of a quarter, eight at half load.
  @Test(
    "the morning ramp meets its capacity, which comes before it",
    arguments: ["request", "fluid"])
  func ramp(mode: String) async throws {
    let without = try await summaryAndRun(policies: "", mode: mode)
    let with = try await summaryAndRun(policies: Self.predictive, mode: mode)
    let late = try #require(without.services.first)
    let early = try #require(with.services.first)
    #expect(late.timeline[9 * 60].healthy == 1)
    #expect((7...9).contains(early.timeline[9 * 60 - 1].healthy))
    #expect(early.timeline[8 * 60].healthy < 4)
    #expect(late.errors.total > 100 * max(1, early.errors.total))
    #expect(early.breachMinutes + 5 < late.breachMinutes)
    let change = try #require(
      early.activities.first { $0.policy == "cpu-predictive-scaling" && $0.toDesired > 3 })
    #expect(change.start == .minute(8 * 60 + 50))
    #expect(change.cause.hasSuffix("at 2026-12-11T09:00:00Z"))
    #expect((early.predictive.first?.relativeError ?? 1) < 0.05)
  }

  @Test("a day of history is enough; the same again gives the same")
  func shortHistory() async throws {
    let one = try await summaryAndRun(policies: Self.predictive, mode: "fluid", days: 2)
    let two = try await summaryAndRun(policies: Self.predictive, mode: "fluid", days: 2)
    #expect(one.services[0].activities == two.services[0].activities)
    #expect((7...9).contains(one.services[0].timeline[9 * 60 - 1].healthy))
  }

  @Test("without history before the period a forecast comes after a day")
  func noHistory() async throws {
    let run = try await summaryAndRun(policies: Self.predictive, mode: "fluid", days: 1)
    #expect(run.services[0].activities.contains { $0.notScaledReason == .insufficientHistory })
    #expect(run.services[0].predictive.first?.forecasts == 0)
  }
}
