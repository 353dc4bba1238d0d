import ArgumentParser
import Foundation
import Scenarios
import Studies
import Units

/// What recording and checking have in common.
struct GuardOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Scenario files (YAML), of different names.", valueName: "scenario"),
    completion: .file(extensions: ["yaml", "yml"]))
  var scenarios: [String]

  @Option(
    help: ArgumentHelp("The recording, a JSON file to commit.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var baseline: String

  @Option(
    help: ArgumentHelp(
      "Limits (default: \(GuardLimits.fileName) beside a scenario or in the working folder); a "
        + "scenario's own `guard` section goes before it.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var limits: String?

  @Option(help: "Seed of all randomness (default: 1, or that of the recording).")
  var seed: UInt64?

  @Option(help: "Runs under different draws (default: 8, or those of the recording).")
  var replications: Int?

  @Option(help: "Part of the trace to run: 2026-12, 2026-12-05 or START/END in ISO 8601.")
  var period: Period?

  @Option(help: "How load becomes latency and CPU.")
  var mode: SimulationMode?

  @Option(help: ArgumentHelp("Folder of price files (default: data/prices).", valueName: "folder"))
  var prices: String?

  @OptionGroup var costPlan: PlanOptions

  @Option(help: "Services simulated side by side; results do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads must be 1 or more.") }
    guard (replications ?? 2) >= 2 else {
      throw ValidationError("--replications must be 2 or more: one sample has no spread.")
    }
  }

  /// Every scenario with its limits, all problems together.
  func subjects(
    seed: UInt64, overrides: (String) -> GuardBaseline.Overrides
  ) throws -> [GuardSubject] {
    var inputs = InputCollector()
    let subjects = scenarios.compactMap { path in
      inputs.read { () throws(InputError) in
        try subject(path, seed: seed, overrides: overrides)
      }
    }
    guard inputs.isClean else { throw inputs.error }
    for (index, subject) in subjects.enumerated() {
      let name = subject.plan.scenario.name
      if let other = subjects[..<index].first(where: { $0.plan.scenario.name == name }) {
        throw ValidationError(
          "\(other.path) and \(subject.path) are both named \(name); a guard tells scenarios "
            + "apart by name.")
      }
      for remark in subject.plan.startRemarks { Terminal.warn(remark) }
    }
    return subjects
  }

  private func subject(
    _ path: String, seed: UInt64, overrides: (String) -> GuardBaseline.Overrides
  ) throws(InputError) -> GuardSubject {
    let scenario = try Scenario.load(path: path)
    let stated = overrides(scenario.name)
    var options = RunOptions()
    options.period = stated.period.flatMap { Period(text: $0) }
    options.mode = stated.mode.flatMap(SimulationMode.init(rawValue:))
    options.seed = seed
    let planPath = costPlan.path(stated: scenario.planPath)
    let plan = try RunPlan(
      scenario: scenario, options: options, pricesFolder: pricesFolder(path), planPath: planPath)
    let subject = GuardSubject(
      path: path, tracePath: scenario.trace.path, plan: plan, planPath: planPath,
      limits: try limits(of: scenario, at: path), overrides: stated)
    guard subject.problems.isEmpty else { throw .invalid(subject.problems) }
    return subject
  }

  private func limits(of scenario: Scenario, at path: String) throws(InputError) -> GuardLimits {
    if let own = scenario.guardLimits { return own }
    if let limits { return try GuardLimits.load(path: limits) }
    let folder = (path as NSString).deletingLastPathComponent
    for place in [folder.isEmpty ? "." : folder, "."] {
      let file = place == "." ? GuardLimits.fileName : "\(place)/\(GuardLimits.fileName)"
      if FileManager.default.fileExists(atPath: file) { return try GuardLimits.load(path: file) }
    }
    return GuardLimits()
  }

  func pricesFolder(_ scenario: String?) throws(InputError) -> String {
    if let prices { return prices }
    return try DataFolder(scenarioPath: scenario).prices
  }

  func runner(_ progress: @escaping @Sendable (Double) -> Void) throws -> GuardRunner {
    let first = scenarios.first
    return GuardRunner(
      threads: threads, pricesFolder: try pricesFolder(first),
      progress: progress)
  }
}
