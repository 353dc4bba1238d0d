package import Ledger
internal import Units

/// The requests of every minute of a run, for what is driven by them.
package struct WatchedLoad: Sendable {
  /// Per service, in the scenario's order.
  package let services: [(name: String, requests: [Double])]
  package let total: [Double]
  package let calendar: LedgerCalendar

  package init(_ outcomes: [ServiceOutcome], calendar: LedgerCalendar) {
    services = outcomes.map { (name: $0.name, requests: $0.timeline.map { Double($0.offered) }) }
    let minutes = services.map(\.requests.count).max() ?? 0
    var total = [Double](repeating: 0, count: minutes)
    for service in services {
      for (minute, count) in service.requests.enumerated() { total[minute] += count }
    }
    self.total = total
    self.calendar = calendar
  }

  package var minutes: Int { total.count }

  /// Seconds of a minute; the last one of a period may be a partial one.
  func seconds(ofMinute minute: Int) -> Double {
    Double(min(60, calendar.period.seconds - Int64(minute) * 60))
  }

  /// Units of `volume` in each minute.
  func counts(_ volume: LoadVolume) -> [Double] {
    let driver = volume.service.flatMap { name in services.first { $0.name == name }?.requests }
    let perRequest = Double(volume.perRequest.trillionths) * 1e-12
    let perSecond = Double(volume.perMonth.trillionths) * 1e-12 / (730 * 3600)
    return (driver ?? total).enumerated().map { minute, requests in
      requests * perRequest + perSecond * seconds(ofMinute: minute)
    }
  }
}

/// A part of the system beside the services that has signals to watch.
package protocol WatchedSource: UsageSource {
  func series(_ load: WatchedLoad) -> [WatchSeries]
}

extension ServiceOutcome {
  /// The signals of a service: latency, errors and tasks that are missing.
  package var watchSeries: [WatchSeries] {
    [
      WatchSeries(
        signal: .p95Latency, subject: name, objective: objectiveP95.inSeconds * 1000,
        points: timeline.map { $0.latency?.p95 }),
      WatchSeries(
        signal: .errorRate, subject: name,
        points: timeline.map { row in
          row.offered > 0 ? 100 * Double(row.errors.total) / Double(row.offered) : nil
        }),
      WatchSeries(
        signal: .missingTasks, subject: name,
        points: timeline.map { Double(max(0, $0.desired - $0.running)) }),
    ]
  }
}
