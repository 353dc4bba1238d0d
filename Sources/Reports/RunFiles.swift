internal import Simulation
package import Studies

/// The files of a run: pure functions of its result.
///
/// One function and one line in `all` add a file.
package enum RunFiles {
  /// A file's name and how to make its bytes.
  package struct Kind: Sendable {
    package let name: String
    package let bytes: @Sendable (RunResult) throws -> [UInt8]
  }

  /// Those that a store keeps beside ledger and bill, from which it can make the others.
  package static let kept: [Kind] = all.filter {
    ["timeline.csv", "activities.csv", "transitions.csv", "replications.csv"].contains($0.name)
  }

  package static let all: [Kind] = [
    Kind(name: "summary.json") { try SummaryJSON.bytes(RunSummary($0)) },
    Kind(name: "bill.csv") { BillCSV.bytes($0.bill) },
    Kind(name: "timeline.csv") { TimelineCSV.bytes($0.services, period: $0.identity.period) },
    Kind(name: "activities.csv") { ActivitiesCSV.bytes($0.services, period: $0.identity.period) },
    Kind(name: "transitions.csv") {
      TransitionsCSV.bytes($0.services, period: $0.identity.period)
    },
    Kind(name: "alarms.csv") { AlarmsCSV.bytes($0.alarms, period: $0.identity.period) },
    Kind(name: "usage.csv") { UsageCSV.bytes($0.ledger) },
    Kind(name: "replications.csv") { ReplicationsCSV.bytes($0.replications) },
    Kind(name: "scenario.json") { Array($0.identity.scenarioText.utf8) },
  ]
}
