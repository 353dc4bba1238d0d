internal import Billing
package import Ledger
package import Studies
package import Units

/// What reports over one run are made of: the contents of its files.
///
/// A stored run and an output folder lead to the same value, and so to the same bytes.
package struct ReportSource: Sendable {
  /// The run or folder, for messages.
  package let name: String
  package let summary: RunSummary
  package let period: Period
  /// The rows of `bill.csv`.
  package let items: [BillRow]
  /// In the summary's order; a service without a minute is empty.
  let services: [ServiceCourse]
  let activities: [ActivityRow]
  /// `nil` where a folder has no `usage.csv`.
  package let usage: UsageLedger?
  /// Costs by replication; empty for a run of one replication.
  package let replications: [ReplicationsCSV.Row]
  /// The resolved scenario; `nil` where a folder has no `scenario.json`.
  package let scenarioText: String?
  /// The file of the plan that the bill is set beside; `nil` without one.
  package let planText: [UInt8]?
  /// What the same usage costs when it is bought otherwise; the command prices it.
  package var options: PurchaseOptions?

  /// - Parameters:
  ///   - name: the run or folder, for messages.
  ///   - file: the bytes of a file of the run, `nil` where there is none.
  /// - Throws: `InputError.missing` without one of the four files that every run has;
  ///   `InputError.invalid` for content that is not what this version writes.
  package init(
    name: String, file: (String) throws(InputError) -> [UInt8]?
  ) throws(InputError) {
    func needed(_ fileName: String) throws(InputError) -> [UInt8] {
      guard let bytes = try file(fileName) else {
        throw .missing(
          path: "\(name)/\(fileName)", reason: "no such file; run `tosscost simulate` again")
      }
      return bytes
    }
    self.name = name
    let source = "\(name)/summary.json"
    summary = try SummaryJSON.read(needed("summary.json"), source: source)
    let span = "\(summary.period.start)/\(summary.period.end)"
    guard let period = Period(text: span) else {
      throw .invalid([Problem(file: source, message: "the period \(span) is none")])
    }
    self.period = period
    items = try BillRow.read(needed("bill.csv"), source: "\(name)/bill.csv")
    services = try ServiceCourse.read(
      needed("timeline.csv"), names: summary.services.map(\.name), period: period,
      source: "\(name)/timeline.csv")
    activities = try ActivityRow.read(
      needed("activities.csv"), period: period, source: "\(name)/activities.csv")
    usage = try file("usage.csv").map { bytes throws(InputError) in
      try UsageCSV.read(bytes, period: period, source: "\(name)/usage.csv")
    }
    replications =
      try file("replications.csv").map { bytes throws(InputError) in
        try ReplicationsCSV.read(bytes, source: "\(name)/replications.csv")
      } ?? []
    planText = try file(CostPlan.fileName)
    scenarioText = try file("scenario.json").map { String(decoding: $0, as: UTF8.self) }
  }
}
