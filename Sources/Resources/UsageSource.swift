package import Ledger

/// A part of the system, other than the Fargate tasks, that AWS or another vendor meters.
///
/// One file a source, one line in the list that a scenario builds: it turns hours and load into
/// readings and knows no price.
package protocol UsageSource: Sendable {
  /// Adds this part's readings for the whole period of `ledger`.
  func record(load: SystemLoad, into ledger: inout UsageLedger)
}

/// The load of the whole system that drives usage outside the services.
package struct SystemLoad: Sendable {
  /// Per service, in the scenario's order.
  package let services: [(name: String, load: HourlyLoad)]
  /// Summed over services.
  package let total: HourlyLoad

  package init(services: [(name: String, load: HourlyLoad)], calendar: LedgerCalendar) {
    self.services = services
    var total = HourlyLoad(calendar: calendar)
    for service in services { total += service.load }
    self.total = total
  }

  package func load(of service: String) -> HourlyLoad? {
    services.first { $0.name == service }?.load
  }

  /// The load that drives a part of the system: one service's, or the whole system's for `nil`.
  ///
  /// - Precondition: the service is one of the scenario's; its reader has made sure of that.
  func driver(_ service: String?) -> HourlyLoad {
    guard let service else { return total }
    guard let load = load(of: service) else {
      preconditionFailure("usage is driven by \(service), which is not simulated")
    }
    return load
  }
}
