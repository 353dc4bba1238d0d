import Foundation
import Scenarios
import Studies
import TestSupport
import Units

/// A small system of one service over a day, in a folder of its own.
final class GuardFixture {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("guard-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write("load.csv", Self.load(scale: 1))
    try write("more.csv", Self.load(scale: 1.1))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  /// Requests of each hour of a day that rises to its noon and falls again.
  private static func load(scale: Double) -> String {
    var text = "timestamp,requests\n"
    for hour in 0..<24 {
      let height = 1 - Double(abs(hour - 12)) / 12
      let requests = Int(scale * (36_000 + 324_000 * height))
      text += "2026-12-01T\(hour < 10 ? "0" : "")\(hour):00:00Z,\(requests)\n"
    }
    return text
  }

  func subject(
    trace: String = "load.csv", target: Int = 70, more: String = "", seed: UInt64 = 1,
    limits: GuardLimits = GuardLimits(), prices: String = Places.root + "/data/prices"
  ) throws -> GuardSubject {
    let yaml = """
      name: small
      period: 2026-12-01
      mode: fluid
      trace: {file: \(trace)}
      services:
        api:
          cpu: 1024
          memory: 2048
          share: 1
          min: 1
          max: 20
          initial: 2
          target_tracking: {metric: cpu, target: \(target)}
          request:
            cpu: {mean: 50ms, distribution: exponential}
            wait: {mean: 20ms, distribution: exponential}
      \(more)

      """
    let path = "\(folder)/small.yaml"
    try write("small.yaml", yaml)
    let scenario = try Scenario.load(path: path)
    var options = RunOptions()
    options.seed = seed
    let plan = try RunPlan(
      scenario: scenario, options: options, pricesFolder: prices,
      planPath: Places.root + "/data/plans/toss.json")
    return GuardSubject(
      path: path, tracePath: scenario.trace.path, plan: plan,
      planPath: Places.root + "/data/plans/toss.json", limits: limits,
      overrides: GuardBaseline.Overrides(mode: nil, period: nil))
  }

  var runner: GuardRunner { runner(prices: Places.root + "/data/prices") }

  func runner(prices: String) -> GuardRunner {
    GuardRunner(
      threads: 2, pricesFolder: prices
    ) { _ in }
  }

  func record(_ subject: GuardSubject, seed: UInt64 = 1) async throws -> GuardBaseline {
    try await GuardRecording.record(
      [subject], seeds: GuardBaseline.Seeds(root: seed, replications: 8), created: nil,
      runner: runner)
  }

  func check(
    _ subject: GuardSubject, with baseline: GuardBaseline, isPaired: Bool = true, most: Int = 32,
    prices: String = Places.root + "/data/prices"
  ) async throws -> GuardOutcome {
    try await GuardJudging(
      subject, entry: baseline.scenarios[0], baseline: baseline, isPaired: isPaired,
      maxReplications: most, runner: runner(prices: prices)
    ).outcome()
  }
}
