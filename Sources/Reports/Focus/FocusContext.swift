package import Ledger

/// What every row of an export has in common.
package struct FocusContext: Sendable {
  package let scenario: String
  package let run: String
  package let seed: UInt64
  package let replications: Int
  package let catalogueDate: String
  package let catalogueSHA256: String
  package let traceSHA256: String
  package let calendar: LedgerCalendar
  /// The account that pays and that uses; a simulation has no real one.
  package var account = "simulated-account"
  /// Ids of the lines of the plan; empty without one, and then its column is left out.
  package var planLines: Set<String> = []

  package init(
    scenario: String, run: String, seed: UInt64, replications: Int, catalogueDate: String,
    catalogueSHA256: String, traceSHA256: String, calendar: LedgerCalendar
  ) {
    self.scenario = scenario
    self.run = run
    self.seed = seed
    self.replications = replications
    self.catalogueDate = catalogueDate
    self.catalogueSHA256 = catalogueSHA256
    self.traceSHA256 = traceSHA256
    self.calendar = calendar
  }
}
