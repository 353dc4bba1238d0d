import Foundation
import Scenarios
import Studies
import TestSupport
import Testing
import Units

/// Root seeds of each statistical test: as many as the guard is judged by, fewer without
/// optimisation.
#if DEBUG
  private let seedCount: UInt64 = 4
#else
  private let seedCount: UInt64 = 200
#endif

@Suite("Verdicts of the guard")
struct GuardVerdictTests {
  @Test("An unchanged scenario passes under every root seed, with no difference at all")
  func unchanged() async throws {
    let fixture = try GuardFixture()
    for seed in 1...seedCount {
      let subject = try fixture.subject(seed: seed)
      let outcome = try await fixture.check(
        subject, with: fixture.record(subject, seed: seed))
      #expect(outcome.verdict == .pass)
      #expect(outcome.attribution.total == .zero)
      #expect(outcome.replications == 8)
    }
  }

  @Test("Without pairs, false alarms stay below 5 % of the root seeds")
  func falseAlarms() async throws {
    let fixture = try GuardFixture()
    var alarms = 0
    for seed in 1...seedCount {
      let subject = try fixture.subject(seed: seed)
      let outcome = try await fixture.check(
        subject, with: fixture.record(subject, seed: seed), isPaired: false, most: 8)
      if outcome.verdict == .regression { alarms += 1 }
    }
    #expect(Double(alarms) <= 0.05 * Double(seedCount))
  }

  @Test("A cost that is 8 % higher is caught under 95 % of the root seeds or more")
  func planted() async throws {
    let fixture = try GuardFixture()
    var caught = 0
    for seed in 1...seedCount {
      let baseline = try await fixture.record(fixture.subject(seed: seed), seed: seed)
      // The rates of Fargate, 8 % up.
      let subject = try fixture.subject(
        more: "prices: {fargate.x86.vcpu: 0.0437184, fargate.x86.gb: 0.0048006}", seed: seed)
      let outcome = try await fixture.check(subject, with: baseline, isPaired: true, most: 8)
      if outcome.denied.contains(where: { $0.id == "monthly_cost/tolerance" }) { caught += 1 }
    }
    #expect(Double(caught) >= 0.95 * Double(seedCount))
  }

  @Test("A cost within the tolerance passes, one beyond it is a regression")
  func tolerance() async throws {
    let fixture = try GuardFixture()
    let baseline = try await fixture.record(fixture.subject())
    let within = try await fixture.check(
      fixture.subject(more: "prices: {fargate.x86.vcpu: 0.0408848}"), with: baseline)
    #expect(within.verdict == .pass)
    #expect(within.attribution.total > .zero)
    let slower = try await fixture.check(fixture.subject(target: 50), with: baseline)
    #expect(slower.verdict == .regression)
  }

  @Test("A budget is held against the candidate itself, and a level may only warn")
  func budget() async throws {
    let fixture = try GuardFixture()
    let baseline = try await fixture.record(fixture.subject())
    let monthly = try #require(baseline.scenarios[0].samples(of: "monthly_cost"))[0]
    var limits = GuardLimits()
    var cost = GuardLimits.Metric(
      name: "monthly_cost", place: SourcePlace(file: "limits", line: 3, column: 1))
    cost.most = GuardLimits.Levels(warn: monthly * 0.5, deny: monthly * 2)
    limits.metrics = [cost]
    let outcome = try await fixture.check(fixture.subject(limits: limits), with: baseline)
    #expect(outcome.verdict == .pass)
    #expect(outcome.warned.map(\.id) == ["monthly_cost/most/warn"])
    #expect(outcome.warned.first?.line == 3)
  }

  @Test("Price, configuration and load add up to the difference, each with its sign")
  func attribution() async throws {
    let fixture = try GuardFixture()
    let baseline = try await fixture.record(fixture.subject())
    let prices = fixture.folder + "/prices"
    try FileManager.default.copyItem(atPath: Places.root + "/data/prices", toPath: prices)
    let file = URL(fileURLWithPath: prices + "/us-east-1.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    let dearer = text.replacing("\"price\": \"0.04048\"", with: "\"price\": \"0.05060\"")
    #expect(dearer != text)
    try Data(dearer.utf8).write(to: file)
    let subject = try fixture.subject(trace: "more.csv", target: 80, prices: prices)
    let cause = try await fixture.check(subject, with: baseline, prices: prices).attribution
    let load = try #require(cause.load)
    #expect(cause.price + cause.configuration + load == cause.total)
    #expect(cause.price > .zero && load > .zero && cause.configuration < .zero)
    #expect(cause.lines.map(\.line) == ["ecs-fargate"])

    // Where the old trace is gone, load and configuration are one cause.
    try FileManager.default.removeItem(atPath: fixture.folder + "/load.csv")
    let merged = try await fixture.check(subject, with: baseline, prices: prices).attribution
    #expect(merged.load == nil)
    #expect(merged.price == cause.price)
    #expect(merged.configuration == cause.configuration + load)
  }

  @Test("One cause alone gets all of the difference")
  func singleCauses() async throws {
    let fixture = try GuardFixture()
    let baseline = try await fixture.record(fixture.subject())
    let load = try await fixture.check(
      fixture.subject(trace: "more.csv"), with: baseline
    ).attribution
    #expect(load.load == load.total && load.price == .zero && load.configuration == .zero)
    let target = try await fixture.check(fixture.subject(target: 50), with: baseline).attribution
    #expect(target.configuration == target.total && target.load == .zero)
  }

  @Test("An undecided check goes on to more replications of both sides")
  func moreReplications() async throws {
    let fixture = try GuardFixture()
    let baseline = try await fixture.record(fixture.subject())
    let other = try fixture.subject(target: 69)
    let samples = try await fixture.record(other).scenarios[0]
    let old = try #require(baseline.scenarios[0].samples(of: "monthly_cost"))
    let new = try #require(samples.samples(of: "monthly_cost"))
    // A tolerance at the mean difference itself cannot be decided.
    let mean = zip(new, old).reduce(0) { $0 + $1.0 - $1.1 } / Double(old.count)
    var limits = GuardLimits()
    var cost = GuardLimits.Metric(
      name: "monthly_cost", place: SourcePlace(file: "limits", line: 1, column: 1))
    cost.absolute = mean.magnitude
    cost.relative = 0
    limits.metrics = [cost]
    let outcome = try await fixture.check(
      fixture.subject(target: 69, limits: limits), with: baseline, most: 16)
    #expect(outcome.replications == 16)
    #expect(outcome.remarks.allSatisfy { !$0.hasPrefix("not decided") })
  }

  @Test("A recording is the same bytes whenever it is made")
  func reproducible() async throws {
    let fixture = try GuardFixture()
    let first = try await fixture.record(fixture.subject())
    #expect(try await fixture.record(fixture.subject()) == first)
  }
}
