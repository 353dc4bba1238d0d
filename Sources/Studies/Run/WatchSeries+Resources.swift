internal import Ledger
internal import Resources
internal import Simulation

extension MinutelyLoad {
  /// The load of services' runs over one period, minute by minute.
  init(_ outcomes: [ServiceOutcome], calendar: LedgerCalendar) {
    // Messages of a queue are no requests.
    let services = outcomes.filter { $0.queue == nil }
    self.init(
      services: services.map { (name: $0.name, requests: $0.requestsByMinute) },
      minutes: outcomes.map(\.timeline.count).max() ?? 0, calendar: calendar)
  }
}

extension [any UsageSource] {
  /// The signals of those that have metrics.
  func watchSeries(under load: MinutelyLoad) -> [WatchSeries] {
    flatMap { ($0 as? any MeasuredSource)?.metrics(load) ?? [] }.map(WatchSeries.init)
  }
}

extension WatchSeries {
  /// A resource's metric as alarms look at it.
  fileprivate init(_ metric: ResourceMetric) {
    let signal: WatchRule.Signal =
      switch metric.quantity {
      case .databaseCPU: .databaseCPU
      case .databaseStorage: .databaseStorage
      case .cacheHitRate: .cacheHitRate
      }
    self.init(signal: signal, subject: metric.resource, pass: metric.pass)
  }
}
