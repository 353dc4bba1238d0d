import Reports
import Scenarios
import Studies
import Units

extension GuardOptions {
  /// The command that makes the recording anew, as it was asked for here.
  var recordLine: String {
    var words = ["tosscost guard record"] + scenarios.map(Self.shellWord)
    if let mode { words.append("--mode \(mode.rawValue)") }
    if let period { words.append("--period \(period)") }
    if let seed { words.append("--seed \(seed)") }
    if let replications { words.append("--replications \(replications)") }
    if let limits { words.append("--limits \(Self.shellWord(limits))") }
    if let prices { words.append("--prices \(Self.shellWord(prices))") }
    if let plan = costPlan.plan { words.append("--plan \(Self.shellWord(plan))") }
    return (words + ["--baseline \(Self.shellWord(baseline))"]).joined(separator: " ")
  }

  private static func shellWord(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "/._-+".unicodeScalars.contains($0)
    }
    return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// - Throws: `InputError.invalid` with everything that keeps a recording from being compared, and
  ///   the command that mends it.
  func checkComparable(
    _ subjects: [GuardSubject], with baseline: GuardBaseline, mending: String
  ) throws(InputError) {
    let source = self.baseline
    var differences: [String] = []
    if let seed, seed != baseline.seeds.root {
      differences.append("its root seed is \(baseline.seeds.root), asked for is \(seed)")
    }
    let counts = [replications] + subjects.map(\.limits.replications)
    for count in counts.compactMap({ $0 }) where count != baseline.seeds.replications {
      differences.append(
        "it has \(baseline.seeds.replications) replications, asked for are \(count)")
    }
    for subject in subjects {
      let name = subject.plan.scenario.name
      guard let entry = baseline.scenarios.first(where: { $0.name == name }) else {
        differences.append("it has no scenario named \(name)")
        continue
      }
      if !subject.limits.lines.isEmpty, !entry.isGrouped(as: subject) {
        differences.append(
          "\(name) was recorded beside another plan: its bill has other lines than those that are"
            + " limited")
      }
      let asked = mode?.rawValue ?? subject.plan.mode.rawValue
      if asked != entry.mode {
        differences.append("\(name) was recorded in \(entry.mode) mode, asked for is \(asked)")
      }
      if let period, period.description != entry.period {
        differences.append("\(name) was recorded over \(entry.period), asked for is \(period)")
      }
    }
    var seen: Set<String> = []
    let problems = differences.filter { seen.insert($0).inserted }.map {
      Problem(file: source, message: "\($0); record it again: \(mending)")
    }
    if !problems.isEmpty { throw .invalid(problems) }
  }
}
