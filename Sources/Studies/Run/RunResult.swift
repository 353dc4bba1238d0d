package import Billing
package import Ledger
package import Simulation

/// One scenario over one trace at one price list: everything that reports are made of.
package struct RunResult: Sendable {
  package let identity: RunIdentity
  /// The scenario's name.
  package let scenario: String
  /// The price list's `as_of` date.
  package let catalogueDate: String
  /// Requests of the trace inside the period, after scaling, rounded.
  package let traceRequests: Int64
  /// In the scenario's order.
  package let services: [ServiceOutcome]
  package let ledger: UsageLedger
  package let bill: Bill
  /// The plan that the bill is set beside; `nil` for none.
  package var costPlan: CostPlan?
  /// Alarms on the system's health, whether or not they went off.
  package let alarms: [WatchReport]
  /// Alarms of which the scenario does not state what they would watch.
  package let unwatched: [WatchRule]
  /// `nil` where no service can run on Spot, or where only the run itself was asked for.
  package var spot: SpotEffect?
  /// What the period costs under each of the run's draws, the first being `bill`; empty for a run
  /// of one replication.
  package var replications: [ReplicationCosts] = []

  package init(
    identity: RunIdentity, scenario: String, catalogueDate: String, traceRequests: Int64,
    services: [ServiceOutcome], ledger: UsageLedger, bill: Bill, alarms: [WatchReport] = [],
    unwatched: [WatchRule] = []
  ) {
    self.identity = identity
    self.scenario = scenario
    self.catalogueDate = catalogueDate
    self.traceRequests = traceRequests
    self.services = services
    self.ledger = ledger
    self.bill = bill
    self.alarms = alarms
    self.unwatched = unwatched
  }
}
