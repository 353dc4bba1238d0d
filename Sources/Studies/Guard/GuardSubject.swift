package import Scenarios
internal import Units

/// A scenario under guard, ready to run.
package struct GuardSubject: Sendable {
  /// As the command line names it.
  package let path: String
  /// The trace's file.
  package let tracePath: String
  package let plan: RunPlan
  package let limits: GuardLimits
  package let overrides: GuardBaseline.Overrides

  package init(
    path: String, tracePath: String, plan: RunPlan, limits: GuardLimits,
    overrides: GuardBaseline.Overrides
  ) {
    self.path = path
    self.tracePath = Self.shortened(tracePath)
    self.plan = plan
    self.limits = limits
    self.overrides = overrides
  }

  /// Without `a/..`, so that a recording does not depend on how a scenario inherits its trace.
  private static func shortened(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

/// How guards run their simulations.
package struct GuardRunner: Sendable {
  package let threads: Int
  package let pricesFolder: String
  package let planPath: String
  package let progress: @Sendable (Double) -> Void

  package init(
    threads: Int, pricesFolder: String, planPath: String,
    progress: @escaping @Sendable (Double) -> Void
  ) {
    self.threads = threads
    self.pricesFolder = pricesFolder
    self.planPath = planPath
    self.progress = progress
  }

  /// The samples of some replications of a plan, in their order.
  ///
  /// Services of two replications run side by side; whole results are dropped as soon as they are
  /// sampled, so that memory does not grow with the number of replications.
  func samples(
    of plan: RunPlan, replications: Range<Int>
  ) async throws(InputError) -> [GuardSample] {
    let services = plan.scenario.servicesWithWholeShares
    let counter = RunProgress(
      minutes: plan.simulatedMinutes * Int64(replications.count), report: progress)
    var samples: [GuardSample] = []
    for first in stride(from: replications.lowerBound, to: replications.upperBound, by: 2) {
      let count = min(2, replications.upperBound - first)
      let outcomes = await inOrder(count: count * services.count, threads: threads) { index in
        plan.outcome(
          of: services[index % services.count],
          replication: UInt64(first + index / services.count), progress: counter)
      }
      for part in 0..<count {
        let own = outcomes[part * services.count..<(part + 1) * services.count]
        samples.append(GuardSample(try plan.result(of: Array(own))))
      }
    }
    return samples
  }

  /// The scenario of a recording over its own trace, or over another load.
  func plan(
    of entry: GuardBaseline.Entry, load: TraceReference? = nil, period: String, seed: UInt64
  ) throws(InputError) -> RunPlan {
    var scenario = try Scenario.read(
      Array(entry.scenario.utf8), name: "recording of \(entry.name)")
    // The text names the trace as seen from the file that stated it, the recording as it was opened.
    scenario.trace.path = entry.trace.path
    if let load { scenario.trace = load }
    var options = RunOptions()
    options.period = Period(text: period)
    options.mode = SimulationMode(rawValue: entry.mode)
    options.seed = seed
    return try RunPlan(
      scenario: scenario, options: options, pricesFolder: pricesFolder, baselinePath: planPath)
  }
}
