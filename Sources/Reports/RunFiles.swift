internal import Billing
package import Files
internal import Simulation
package import Studies

/// The files of a run: pure functions of its result.
///
/// One function and one line in `all` add a file.
package enum RunFiles {
  /// A file's name and how to make it.
  package struct Kind: Sendable {
    package let name: String
    private let pieces: @Sendable (RunResult, FileContent.Write) throws -> Void

    /// A file that is made as a whole.
    fileprivate init(_ name: String, bytes: @escaping @Sendable (RunResult) throws -> [UInt8]) {
      self.name = name
      pieces = { result, write in try write(bytes(result)) }
    }

    /// A file that grows with the length of the run.
    fileprivate init(
      _ name: String, pieces: @escaping @Sendable (RunResult, FileContent.Write) throws -> Void
    ) {
      self.name = name
      self.pieces = pieces
    }

    /// Whether a run has anything for it.
    fileprivate var isWanted: @Sendable (RunResult) -> Bool = { _ in true }

    package func content(_ result: RunResult) -> FileContent {
      FileContent(name: name) { [pieces] write in try pieces(result, write) }
    }
  }

  /// Those that a store keeps beside ledger and bill, from which it can make the others.
  package static let kept: [Kind] = all.filter {
    [
      "timeline.csv", "errors.csv", "activities.csv", "transitions.csv", "replications.csv",
      CostPlan.fileName,
    ].contains($0.name)
  }

  /// What the store keeps of `result` beside its ledger and bill.
  package static func keptContents(of result: RunResult) -> [FileContent] {
    kept.filter { $0.isWanted(result) }.map { $0.content(result) }
  }

  /// The files of a run, without those that it has nothing for.
  package static func contents(of result: RunResult) -> [FileContent] {
    all.filter { $0.isWanted(result) }.map { $0.content(result) }
  }

  package static let all: [Kind] = [
    Kind("summary.json") { try SummaryJSON.bytes(RunSummary($0)) },
    Kind("bill.csv") { BillCSV.bytes($0.bill) },
    Kind("timeline.csv") { result, write in
      try TimelineCSV.write(result.services, period: result.identity.period, to: write)
    },
    Kind("errors.csv") { result, write in
      try ErrorsCSV.write(result.services, period: result.identity.period, to: write)
    },
    queues,
    targets,
    Kind("activities.csv") { ActivitiesCSV.bytes($0.services, period: $0.identity.period) },
    Kind("transitions.csv") { TransitionsCSV.bytes($0.services, period: $0.identity.period) },
    Kind("alarms.csv") { AlarmsCSV.bytes($0.alarms, period: $0.identity.period) },
    Kind("usage.csv") { UsageCSV.bytes($0.ledger) },
    Kind("replications.csv") { ReplicationsCSV.bytes($0.replications) },
    plan,
    Kind("scenario.json") { Array($0.identity.scenarioText.utf8) },
  ]

  /// The plan's file as it was read; absent without one.
  private static var plan: Kind {
    var kind = Kind(CostPlan.fileName) { $0.costPlan?.text ?? [] }
    kind.isWanted = { $0.costPlan != nil }
    return kind
  }

  private static var queues: Kind {
    var kind = Kind("queues.csv") { result, write in
      try QueuesCSV.write(result.services, period: result.identity.period, to: write)
    }
    kind.isWanted = { $0.services.contains { $0.queue != nil } }
    return kind
  }

  private static var targets: Kind {
    var kind = Kind("targets.csv") { result, write in
      try TargetsCSV.write(result.services, period: result.identity.period, to: write)
    }
    kind.isWanted = { $0.services.contains { $0.boundWork != nil } }
    return kind
  }
}
