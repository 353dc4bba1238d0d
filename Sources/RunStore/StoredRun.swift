package import Billing
package import Ledger
package import Units

/// A run as the store keeps it: what was asked, what was used, and what it comes to.
///
/// Text fields are the canonical forms of the values they name, so that the store needs no
/// knowledge of scenarios or reports.
package struct StoredRun: Sendable {
  package var run: String
  package var toolVersion: String
  package var scenario: String
  /// The scenario's canonical text and its SHA-256.
  package var scenarioText: String
  package var scenarioSHA256: String
  package var period: Period
  package var scale: String
  package var gaps: String
  package var mode: String
  package var seed: UInt64
  package var replications: Int
  package var traceSHA256: String
  package var catalogueDate: String
  package var catalogueSHA256: String
  /// The bytes of `summary.json`.
  package var summary: String
  package var ledger: UsageLedger
  package var bill: Bill

  package init(
    run: String, toolVersion: String, scenario: String, scenarioText: String,
    scenarioSHA256: String, period: Period, scale: String, gaps: String, mode: String,
    seed: UInt64, replications: Int, traceSHA256: String, catalogueDate: String,
    catalogueSHA256: String, summary: String, ledger: UsageLedger, bill: Bill
  ) {
    self.run = run
    self.toolVersion = toolVersion
    self.scenario = scenario
    self.scenarioText = scenarioText
    self.scenarioSHA256 = scenarioSHA256
    self.period = period
    self.scale = scale
    self.gaps = gaps
    self.mode = mode
    self.seed = seed
    self.replications = replications
    self.traceSHA256 = traceSHA256
    self.catalogueDate = catalogueDate
    self.catalogueSHA256 = catalogueSHA256
    self.summary = summary
    self.ledger = ledger
    self.bill = bill
  }
}

/// One line of the list of runs.
package struct RunEntry: Sendable, Hashable {
  package let run: String
  package let scenario: String
  package let period: String
  package let mode: String
  package let seed: String
  package let catalogueDate: String
  package let total: Money
  package let monthlyTotal: Money
}
