internal import Billing
package import Scenarios
package import Units

/// A scenario under guard, ready to run.
package struct GuardSubject: Sendable {
  /// As the command line names it.
  package let path: String
  /// The trace's file.
  package let tracePath: String
  package let plan: RunPlan
  /// The file of the plan that its bill is set beside; `nil` for none.
  let planPath: String?
  package let limits: GuardLimits
  package let overrides: GuardBaseline.Overrides

  package init(
    path: String, tracePath: String, plan: RunPlan, planPath: String?, limits: GuardLimits,
    overrides: GuardBaseline.Overrides
  ) {
    self.path = path
    self.tracePath = Self.shortened(tracePath)
    self.plan = plan
    self.planPath = planPath
    self.limits = limits
    self.overrides = overrides
  }

  /// Limits on lines that the bill cannot have, each with its place.
  package var problems: [Problem] {
    let known = plan.biller.lines.all.map(\.id)
    return limits.lines.filter { !known.contains($0.name) }.map { line in
      let hint =
        Suggestion.nearest(to: line.name, among: known).map { "; did you mean `\($0)`?" }
        ?? "; lines are \(known.joined(separator: ", "))"
      return line.place.problem("lines: `\(line.name)` is no line of this bill\(hint)")
    }
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
  package let progress: @Sendable (Double) -> Void

  package init(
    threads: Int, pricesFolder: String,
    progress: @escaping @Sendable (Double) -> Void
  ) {
    self.threads = threads
    self.pricesFolder = pricesFolder
    self.progress = progress
  }

  /// The samples of some replications of a plan, in their order.
  func samples(
    of plan: RunPlan, replications: Range<Int>
  ) async throws(InputError) -> [GuardSample] {
    try await Replications.run(
      [plan], replications: replications, threads: threads, progress: progress
    ) { _, result throws(InputError) in GuardSample(result) }[0]
  }

  /// The scenario of a recording over its own trace, or over another load.
  func plan(
    of entry: GuardBaseline.Entry, planPath: String?, load: TraceReference? = nil, period: String,
    seed: UInt64
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
      scenario: scenario, options: options, pricesFolder: pricesFolder, planPath: planPath)
  }
}
