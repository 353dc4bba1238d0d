import Billing
import Foundation
import Ledger
import Scenarios
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("Fargate Spot in a run")
struct SpotStudyTests {
  private func run(_ spot: String, prices: String = "") async throws -> RunResult {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("spot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let start = UTCTime(date: try #require(CivilDate(year: 2026, month: 12, day: 1)))
    let trace = (0..<96).map { "\(start.advanced(bySeconds: Int64($0) * 3600)),36000\n" }
    try ("timestamp,requests\n" + trace.joined()).write(
      to: folder.appendingPathComponent("trace.csv"), atomically: true, encoding: .utf8)
    let yaml = """
      name: spot
      period: 2026-12-01/2026-12-05
      mode: fluid
      trace: {file: trace.csv}
      fargate_spot: {\(spot)}
      \(prices)
      services:
        web:
          cpu: 1024
          memory: 2048
          share: 1
          min: 6
          max: 6
          request: {cpu: {mean: 250ms}, client_timeout: 10s}
          target_tracking: {metric: cpu, target: 60}
          capacity_provider_strategy:
            - {capacity_provider: FARGATE, base: 2, weight: 0}
            - {capacity_provider: FARGATE_SPOT, weight: 1}
      """
    let path = folder.appendingPathComponent("spot.yaml").path
    try yaml.write(toFile: path, atomically: true, encoding: .utf8)
    let plan = try RunPlan(
      scenario: try Scenario.load(path: path), options: RunOptions(),
      pricesFolder: Places.root + "/data/prices",
      planPath: Places.root + "/data/plans/toss.json")
    return try await plan.run(threads: 2)
  }

  @Test("the saving is the difference of the prices over the hours on Spot")
  func saving() async throws {
    let result = try await run(
      "interruption_rate: 0",
      prices: "prices: {fargate_spot.x86.vcpu: 0.01, fargate_spot.x86.gb: 0.001}")
    let effect = try #require(result.spot)
    // Four of six tasks for 96 hours: (0.04048 - 0.01) + 2 GB × (0.004445 - 0.001) an hour each.
    #expect(abs(effect.share - 4.0 / 6) < 1e-9)
    #expect(effect.saving.cents == "14.35")
    let service = try #require(effect.services.first)
    #expect(service.spot.interruptions == 0)
    #expect(service.with.errors == service.without.errors)
    #expect(service.with.taskSeconds == service.without.taskSeconds)
  }

  @Test("what interruptions did stands beside the same run without them")
  func beside() async throws {
    let calm = try await run("interruption_rate: 0")
    let rough = try await run("interruption_rate: 1")
    let service = try #require(rough.spot?.services.first)
    #expect(service.spot.interruptions > 200)
    #expect(service.without.taskSeconds == calm.services[0].taskSeconds)
    #expect(service.without.p95Ms == calm.services[0].latency?.p95)
    #expect((service.with.p95Ms ?? 0) > (service.without.p95Ms ?? 0))
    #expect(service.with.taskSeconds < service.without.taskSeconds)
    let figures = RunSummary(rough).spot
    #expect(figures?.services.first?.interruptions == service.spot.interruptions)
    #expect(figures?.saving == rough.spot?.saving)
  }

  @Test("without a rate it is one interruption in 200 task-hours")
  func assumed() async throws {
    // 4 tasks × 96 h / 200: two, Poisson.
    let interruptions = try await run("").spot?.services.first?.spot.interruptions
    #expect((0...8).contains(interruptions ?? -1))
    let text = try Scenario.load(path: Places.root + "/scenarios/spot.yaml")
    #expect(text.services.allSatisfy { $0.spotInUse?.interruptionsPerTaskHour == 0.005 })
    let plain = try Scenario.load(path: Places.root + "/scenarios/production.yaml")
    #expect(plain.services.allSatisfy { $0.spotInUse == nil })
  }
}
