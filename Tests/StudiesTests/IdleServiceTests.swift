import Scenarios
import Simulation
import Studies
import TestSupport
import Testing

@Suite("A service without load")
struct IdleServiceTests {
  /// The fewest and the most tasks of six hours without a request, from two tasks on.
  private func tasks(
    policy: String, request: String = "", mode: SimulationMode
  ) async throws -> [Int] {
    let scratch = try Scratch()
    let hours = (0..<6).map { "2026-12-01T0\($0):00:00Z,0\n" }.joined()
    try scratch.write("trace.csv", "timestamp,requests\n" + hours)
    let yaml = """
      name: idle
      period: 2026-12-01T00:00/2026-12-01T06:00
      trace: {file: trace.csv}
      services:
        web:
          cpu: 256
          memory: 512
          share: 1
          min: 0
          max: 4
          initial: 2
          request: {cpu: {mean: 20ms}\(request)}
          target_tracking: {\(policy)}
      """
    let scenario = try Scenario.load(path: try scratch.write("idle.yaml", yaml))
    var options = RunOptions()
    options.mode = mode
    let plan = try RunPlan(
      scenario: scenario, options: options, pricesFolder: Places.root + "/data/prices",
      planPath: Places.root + "/data/plans/toss.json")
    let outcome = try #require(try await plan.run(threads: 1).services.first)
    return [outcome.minRunning, outcome.maxRunning]
  }

  /// Scale-in to zero needs ⌈tasks × metric / target⌉ = 0, and the CPU of a running task is never
  /// 0 % (aws/copilot-cli#3054: `min: 0` on CPU, and the desired count remains 1).
  @Test("On CPU, `min: 0` leaves one task", arguments: [SimulationMode.request, .fluid])
  func cpu(mode: SimulationMode) async throws {
    #expect(try await tasks(policy: "metric: cpu, target: 70", mode: mode) == [1, 2])
    #expect(try await tasks(policy: "metric: cpu, target: 95", mode: mode) == [1, 2])
  }

  @Test(
    "A stated 0 is the CPU of nothing, and goes to none",
    arguments: [SimulationMode.request, .fluid])
  func stated(mode: SimulationMode) async throws {
    let found = try await tasks(
      policy: "metric: cpu, target: 70", request: ", idle_cpu: 0", mode: mode)
    #expect(found == [0, 2])
  }
}
