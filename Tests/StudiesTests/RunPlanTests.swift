import Ledger
import Scenarios
import Simulation
import Studies
import TestSupport
import Testing
import Units
import Workload

@Suite("A run of a scenario")
struct RunPlanTests {
  /// Ten times what two tasks can serve in one hour of three: they fail their checks, and what starts
  /// meanwhile takes requests before it is healthy.
  private static let yaml = """
    name: overload
    period: 2026-12-01T00:00/2026-12-01T03:00
    trace: {file: trace.csv}
    services:
      web:
        cpu: 256
        memory: 512
        share: 1
        min: 2
        max: 10
        initial: 2
        request: {cpu: {mean: 20ms, cv: 1}}
        target_tracking: {metric: cpu, target: 70}
    """

  @Test(
    "gives each service what its control plane alone does with its plane",
    arguments: [SimulationMode.request, .fluid])
  func services(mode: SimulationMode) async throws {
    let scratch = try Scratch()
    try scratch.write(
      "trace.csv",
      """
      timestamp,requests
      2026-12-01T00:00:00Z,36000
      2026-12-01T01:00:00Z,900000
      2026-12-01T02:00:00Z,36000

      """)
    let scenario = try Scenario.load(path: try scratch.write("overload.yaml", Self.yaml))
    var options = RunOptions()
    options.mode = mode
    let plan = try RunPlan(
      scenario: scenario, options: options, pricesFolder: Places.root + "/data/prices",
      planPath: Places.root + "/data/plans/toss.json")
    let outcome = try #require(try await plan.run(threads: 1).services.first)
    let service = scenario.services[0]
    let calendar = LedgerCalendar(period: plan.period)
    func run(_ plane: some DataPlane) -> ServiceOutcome {
      ServiceSimulation.run(
        configuration: service, plane: plane, calendar: calendar, seed: plan.seed)
    }
    let alone =
      mode == .fluid
      ? run(
        FluidPlane(
          model: FluidModel(service), profile: plan.profile, calendar: calendar, seed: plan.seed))
      : run(
        RequestPlane<FIFOEngine>(
          configuration: service, profile: plan.profile, start: plan.period.start, seed: plan.seed))
    #expect(outcome.replacedTasks > 0)
    #expect(outcome.errors == alone.errors)
    #expect(outcome.latency == alone.latency)
    #expect(Array(outcome.timeline) == Array(alone.timeline))
    #expect(outcome.replacedTasks == alone.replacedTasks)
    #expect(outcome.contradictions == [] && alone.contradictions == [])
  }
}
