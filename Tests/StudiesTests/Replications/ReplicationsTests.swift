import Scenarios
import Studies
import TestSupport
import Testing
import Units
import Workload

@Suite("Replications")
struct ReplicationsTests {
  private func plan(_ name: String, hours: Int = 3) throws -> RunPlan {
    let scenario = try Scenario.load(path: "\(Places.root)/scenarios/\(name).yaml")
    var options = RunOptions()
    options.mode = .fluid
    options.period = Period(text: "2026-12-08T12:00:00Z/2026-12-08T\(12 + hours):00:00Z")
    return try RunPlan(
      scenario: scenario, options: options, pricesFolder: Places.root + "/data/prices",
      planPath: Places.root + "/data/plans/toss.json")
  }

  @Test("the same samples in the same order for any number of threads")
  func threads() async throws {
    let plans = [try plan("production", hours: 1), try plan("arm", hours: 1)]
    func samples(_ threads: Int) async throws -> [[ReplicationSample]] {
      try await Replications.run(plans, count: 3, threads: threads) {
        _, result throws(InputError) in ReplicationSample(result)
      }
    }
    let one = try await samples(1)
    #expect(one == (try await samples(4)))
    #expect(one.map(\.count) == [3, 3])
    #expect(Set(one[0]).count == 3)
  }

  @Test("the first replication is the run that simulate makes")
  func first() async throws {
    let plan = try plan("production", hours: 1)
    let run = ReplicationSample(try await plan.run(threads: 1))
    let samples = try await Replications.run([plan], count: 1, threads: 1) {
      _, result throws(InputError) in ReplicationSample(result)
    }
    #expect(samples == [[run]])
  }

  @Test("common random numbers: only what differs makes a difference")
  func common() async throws {
    let names = ["production", "reserved-1yr", "arm"]
    let samples = try await Replications.run(
      try names.map { try plan($0, hours: 1) }, count: 3, threads: 2
    ) { _, result throws(InputError) in ReplicationSample(result) }
    for other in samples.dropFirst() {
      for (a, b) in zip(samples[0], other) {
        #expect(a.offered == b.offered)
        #expect(a.p95Ms == b.p95Ms)
      }
    }
    let comparison = Comparison(names: names, samples: samples)
    #expect(comparison.rows.map(\.monthlyTotal).sorted() == comparison.rows.map(\.monthlyTotal))
    let own = try #require(comparison.rows.first { $0.scenario == "production" }?.vsProduction)
    #expect(own.mean == .zero && own.low == .zero && own.high == .zero)
    let reserved = try #require(
      comparison.rows.first { $0.scenario == "reserved-1yr" }?.vsProduction)
    #expect(reserved.mean < .zero)
    #expect(try #require(reserved.low) <= reserved.mean)
    #expect(try #require(reserved.high) >= reserved.mean)
  }

  @Test("a flash crowd changes the load of its scenario only after it begins")
  func flashCrowd() async throws {
    let calm = try plan("production", hours: 5)
    let crowd = try plan("launch-day", hours: 5)
    // 14:30 is 150 minutes in; the height is reached ten minutes later.
    #expect(calm.trace.counts.count == crowd.trace.counts.count)
    let start = Int(
      (crowd.scenario.trace.flashCrowd?.start.seconds(since: crowd.trace.start) ?? 0) / 60)
    #expect(calm.trace.counts[start - 1] == crowd.trace.counts[start - 1])
    let height = crowd.trace.counts[start + 10] / calm.trace.counts[start + 10]
    #expect(abs(height - 5) < 0.05)
    let later = crowd.trace.counts[start + 70] / calm.trace.counts[start + 70]
    #expect(abs(later - 3) < 0.03)
  }
}
