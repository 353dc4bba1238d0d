internal import Billing
internal import Digests
internal import Scenarios
package import Units
internal import Workload

/// Checks a scenario against its recording.
package struct GuardJudging: Sendable {
  private let subject: GuardSubject
  private let entry: GuardBaseline.Entry
  private let baseline: GuardBaseline
  private let isPaired: Bool
  private let maxReplications: Int
  private let runner: GuardRunner

  /// - Parameter entry: the recording of a scenario of the subject's name.
  package init(
    _ subject: GuardSubject, entry: GuardBaseline.Entry, baseline: GuardBaseline, isPaired: Bool,
    maxReplications: Int, runner: GuardRunner
  ) {
    self.subject = subject
    self.entry = entry
    self.baseline = baseline
    self.isPaired = isPaired
    self.maxReplications = maxReplications
    self.runner = runner
  }

  private var plan: RunPlan { subject.plan }
  private var recorded: Int { baseline.seeds.replications }
  /// Without pairing the candidate meets draws that the recording has not seen.
  private var firstReplication: Int { isPaired ? 0 : recorded }

  /// Runs the candidate on the recording's seeds and, while a check is undecided, on more of them.
  ///
  /// - Throws: `InputError` when an input of the candidate cannot be used.
  package func outcome() async throws(InputError) -> GuardOutcome {
    var remarks = self.remarks
    var candidate = try await runner.samples(
      of: plan, replications: firstReplication..<firstReplication + recorded)
    var old = Dictionary(
      uniqueKeysWithValues: entry.metrics.map { ($0.name, $0.samples) })
    var checks = judge(old, candidate)
    var extender = Extender()
    while checks.contains(where: { $0.verdict == .inconclusive }), candidate.count < maxReplications
    {
      let count = min(candidate.count * 2, maxReplications)
      if isPaired {
        guard let more = try await extend(from: candidate.count, to: count, &extender) else {
          break
        }
        for (name, samples) in old { old[name] = samples + more.compactMap { $0.value(of: name) } }
      }
      candidate += try await runner.samples(
        of: plan, replications: firstReplication + candidate.count..<firstReplication + count)
      checks = judge(old, candidate)
    }
    if let reason = extender.refusal { remarks.append(reason) }
    let first = Array(candidate.prefix(recorded))
    return GuardOutcome(
      scenario: entry.name, path: subject.path, checks: checks,
      attribution: try await attribution(first), replications: candidate.count,
      baselineMonthly: entry.monthly,
      candidateMonthly: GuardItem.mean(of: first).reduce(.zero) { $0 + $1.monthly },
      remarks: remarks,
      lowConfidencePrices: Set(candidate.flatMap(\.lowConfidencePrices)).sorted())
  }

  private func judge(_ old: [String: [Double]], _ candidate: [GuardSample]) -> [GuardCheck] {
    GuardCheck.all(
      GuardMetric.all(subject.limits), confidence: subject.limits.confidence, isPaired: isPaired,
      baseline: { name in
        // A line that the recording does not have cost nothing.
        old[name]
          ?? (name.hasPrefix(GuardSample.linePrefix)
            ? old["monthly_cost"].map { $0.map { _ in 0 } } : nil)
      }, candidate: { name in candidate.compactMap { $0.value(of: name) } })
  }

  // MARK: - More replications

  /// The recording's own plan once it has been needed, or why it cannot be run again.
  private struct Extender {
    var plan: RunPlan?
    var refusal: String?
  }

  /// Replications of the recording that it does not hold; `nil` where it cannot be run as it was.
  private func extend(
    from: Int, to: Int, _ extender: inout Extender
  ) async throws(InputError) -> [GuardSample]? {
    if extender.plan == nil {
      guard baseline.catalogue.sha256 == plan.prices.sha256 else {
        extender.refusal = "not decided with more replications: the recording's price list is gone"
        return nil
      }
      guard
        let again = try? runner.plan(
          of: entry, planPath: subject.planPath, period: entry.period, seed: baseline.seeds.root),
        again.trace.sha256.hex == entry.trace.sha256
      else {
        extender.refusal = "not decided with more replications: the recording's trace is gone"
        return nil
      }
      // A simulator that has changed would pair what does not belong together.
      let first = try await runner.samples(of: again, replications: 0..<1)
      guard first.first?.values["monthly_cost"] == entry.samples(of: "monthly_cost")?.first else {
        extender.refusal = "not decided with more replications: the simulator has changed since"
        return nil
      }
      extender.plan = again
    }
    guard let again = extender.plan else { return nil }
    return try await runner.samples(of: again, replications: from..<to)
  }

  // MARK: - Causes

  private var changes: GuardAttribution.Changes {
    let identity = plan.identity
    let load = entry.trace
    let now = try? LoadTrace.load(path: load.path, gaps: GapRule(rawValue: load.gaps) ?? .zero)
    let (before, after) = (Self.parts(of: entry.scenario), Self.parts(of: identity.scenarioText))
    return GuardAttribution.Changes(
      scenario: before.configuration != after.configuration,
      load: load.sha256 != identity.traceSHA256 || before.load != after.load
        || entry.period != identity.period.description,
      oldTraceIsThere: now?.sha256.hex == load.sha256)
  }

  /// The lines of a resolved scenario that say how its trace is read, and those that say what is
  /// simulated.
  ///
  /// The trace's name, period, mode and description are neither.
  private static func parts(
    of text: String
  ) -> (load: [Substring], configuration: [Substring]) {
    let neither = ["period", "mode", "description"].map { "  \"\($0)\":" }
    var load: [Substring] = []
    var configuration: [Substring] = []
    var isInTrace = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("  \"trace\":") { isInTrace = true }
      if isInTrace {
        if !line.hasPrefix("    \"file\":") { load.append(line) }
        if line == "  }" || line == "  }," { isInTrace = false }
      } else if !neither.contains(where: line.hasPrefix) {
        configuration.append(line)
      }
    }
    return (load, configuration)
  }

  private func attribution(_ candidate: [GuardSample]) async throws(InputError) -> GuardAttribution
  {
    let changes = self.changes
    // In the lines that the candidate's bill has, whatever plan the recording was made beside.
    let old = entry.items(in: plan.biller.lines)
    let new = GuardItem.mean(of: candidate)
    let repriced =
      baseline.catalogue.sha256 == plan.prices.sha256
      ? old.map(\.monthly) : GuardRepricing.monthly(old, at: plan.prices, seen: new)
    var crossed: Money?
    if changes.scenario, changes.load, changes.oldTraceIsThere {
      let identity = plan.identity
      let crossing = try runner.plan(
        of: entry, planPath: subject.planPath, load: plan.scenario.trace,
        period: identity.period.description,
        seed: plan.seed)
      let samples = try await runner.samples(
        of: crossing, replications: firstReplication..<firstReplication + recorded)
      crossed = GuardItem.mean(of: samples).reduce(Money.zero) { $0 + $1.monthly }
    }
    return GuardAttribution(
      baseline: old, repriced: repriced, candidate: new, changes: changes, crossed: crossed)
  }

  private var remarks: [String] {
    let changes = self.changes
    var remarks: [String] = []
    if baseline.toolVersion != ToolVersion.current {
      remarks.append(
        "recorded by tosscost \(baseline.toolVersion), checked by \(ToolVersion.current)")
    }
    if baseline.catalogue.sha256 != plan.prices.sha256 {
      remarks.append(
        "prices changed: catalogue of \(baseline.catalogue.date), now \(plan.prices.date)")
    }
    if changes.scenario { remarks.append("the configuration changed") }
    if changes.load { remarks.append("the load changed") }
    return remarks
  }
}

extension GuardBaseline.Entry {
  /// The items of the recording in the lines of another bill.
  func items(in lines: BillLines) -> [GuardItem] {
    items.compactMap(\.item).map { item in
      BilledService(priceKey: item.sku).map { item.inLine(lines.id(of: $0)) } ?? item
    }
  }

  /// Whether the recording's bill had the same lines for everything in it.
  package func isGrouped(as subject: GuardSubject) -> Bool {
    items.compactMap(\.item) == items(in: subject.plan.biller.lines)
  }

  /// The mean monthly cost.
  var monthly: Money { items.reduce(.zero) { $0 + $1.monthly } }
}
