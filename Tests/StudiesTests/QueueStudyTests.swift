import Ledger
import Scenarios
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("Runs of services that work on queues")
struct QueueStudyTests {
  private func result(
    messages: String, trace: String? = nil
  ) async throws -> RunResult {
    let scratch = try Scratch()
    try scratch.write(
      "trace.csv",
      """
      timestamp,requests
      2026-12-01T00:00:00Z,7200
      2026-12-01T01:00:00Z,7200

      """)
    if let trace { try scratch.write("messages.csv", trace) }
    let yaml = """
      name: queue
      period: 2026-12-01T00:00/2026-12-01T02:00
      trace: {file: trace.csv}
      services:
        web: {cpu: 256, memory: 512, share: 3, min: 2, max: 2, request: {cpu: {mean: 10ms}}}
        worker:
          cpu: 1024
          memory: 2048
          min: 4
          max: 8
          slo: {p95: 1m}
          queue:
            messages: \(messages)
            cpu: {mean: 100ms}
          target_tracking: {metric: backlog_per_task, target: 50}
      resources:
        aws_lb: {front: {request_bytes: 500, response_bytes: 2000}}
      """
    let scenario = try Scenario.load(path: try scratch.write("queue.yaml", yaml))
    let plan = try RunPlan(
      scenario: scenario, options: RunOptions(), pricesFolder: Places.root + "/data/prices",
      planPath: Places.root + "/data/plans/toss.json")
    return try await plan.run(threads: 2)
  }

  private func count(_ result: RunResult, _ service: Int) -> Double {
    Double(result.services[service].offered)
  }

  @Test("Messages come for each request, evenly over a month, or as a trace has them")
  func sources() async throws {
    // Four standard deviations of a Poisson count.
    let perRequest = try await result(messages: "{per_request: 0.5}")
    #expect(abs(count(perRequest, 1) - 7200) < 4 * 85)
    #expect(perRequest.services[1].errors.total == 0)
    let perMonth = try await result(messages: "{per_month: 3650000}")
    #expect(abs(count(perMonth, 1) - 10_000) < 400)
    let own = try await result(
      messages: "{trace: {file: messages.csv, scale: 2}}",
      trace: """
        timestamp,requests
        2026-12-01T00:00:00Z,0
        2026-12-01T00:30:00Z,1000
        2026-12-01T01:00:00Z,0
        2026-12-01T01:30:00Z,0

        """)
    #expect(abs(count(own, 1) - 2000) < 180)
    #expect(own.services[1].timeline.prefix(10).allSatisfy { $0.offered < 40 })
    #expect(own.identity.run != perMonth.identity.run)
  }

  @Test("They are no load of what requests drive, and change nothing of the other services")
  func apart() async throws {
    let none = try await result(messages: "{per_request: 0}")
    let many = try await result(messages: "{per_request: 1}")
    #expect(many.services[1].offered > 10_000 && none.services[1].offered == 0)
    #expect(many.services[0].timeline == none.services[0].timeline)
    let meters = [MeterID.albProcessedBytes, .albNewConnections, .albActiveConnectionMinutes]
    for key in meters.flatMap({ many.ledger.keys(of: $0) }) {
      #expect(many.ledger.readings(of: key) == none.ledger.readings(of: key))
    }
    #expect(!many.ledger.keys(of: .albProcessedBytes).isEmpty)
    let summary = RunSummary(many)
    #expect(summary.services[0].queue == nil && summary.services[1].queue != nil)
  }

  @Test("A trace of messages that is not there, or does not reach, is said beside the rest")
  func missingTrace() async throws {
    await #expect(throws: InputError.self) {
      try await result(messages: "{trace: {file: nowhere.csv}}")
    }
    await #expect(throws: InputError.self) {
      try await result(
        messages: "{trace: {file: messages.csv}}",
        trace: "timestamp,requests\n2026-12-01T00:00:00Z,5\n2026-12-01T00:30:00Z,5\n")
    }
  }
}
