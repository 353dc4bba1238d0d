import Simulation
import Studies
import TestSupport
import Units

/// Small recordings, written to files and replayed.
enum ReplayBench {
  static let start = UTCTime(date: CivilDate(year: 2026, month: 9, day: 1)!)

  /// A recording from 00:00 with a row for each of `rows`, and what a policy does with it.
  static func replay(
    _ columns: String, rows: [String?], step: Int = 60, policy: String, running: String? = nil,
    model: ReplayPlan.Model = .recorded
  ) throws -> ReplayOutcome {
    let scratch = try Scratch()
    let lines = rows.enumerated().compactMap { index, row in
      row.map { "\(start.advanced(bySeconds: Int64(index * step))),\($0)\n" }
    }
    return try ReplayPlan(
      metricsPath: scratch.write("m.csv", "timestamp,\(columns)\n" + lines.joined()),
      policyPath: scratch.write("p.yaml", policy),
      runningPath: try running.map { try scratch.write("r.csv", $0) }, model: model, seed: 1
    ).run()
  }

  /// The same for one metric.
  static func replay(
    _ values: [Double?], step: Int = 60, policy: String, running: String? = nil,
    model: ReplayPlan.Model = .recorded
  ) throws -> ReplayOutcome {
    try replay(
      "value", rows: values.map { $0.map { "\($0)" } }, step: step, policy: policy,
      running: running, model: model)
  }

  /// Recorded counts, each from so many minutes after 00:00 on.
  static func counts(_ columns: String, _ rows: [(minute: Int, counts: String)]) -> String {
    "timestamp,\(columns)\n"
      + rows.map { "\(start.advanced(bySeconds: Int64($0.minute * 60))),\($0.counts)\n" }.joined()
  }
}

extension ReplayOutcome {
  /// Every change of the desired count: its instant in seconds, and the counts before and after.
  var desiredChanges: [DesiredChange] {
    activities.filter { $0.fromDesired != $0.toDesired }.map {
      DesiredChange($0.start.seconds, $0.fromDesired, $0.toDesired)
    }
  }
}

struct DesiredChange: Equatable {
  let seconds: Double
  let from: Int
  let to: Int

  init(_ seconds: Double, _ from: Int, _ to: Int) {
    self.seconds = seconds
    self.from = from
    self.to = to
  }
}

extension SimTime {
  /// Exact to the millisecond.
  var seconds: Double { Double((self - .start).nanoseconds / 1_000_000) / 1000 }
}
