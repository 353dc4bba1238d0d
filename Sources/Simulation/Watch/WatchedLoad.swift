package import Ledger
internal import Units

/// The requests of every minute of a run, for what is driven by them.
package struct WatchedLoad: Sendable {
  /// In the scenario's order.
  private let services: [(name: String, timeline: Timeline)]
  package let calendar: LedgerCalendar
  package let minutes: Int

  package init(_ outcomes: [ServiceOutcome], calendar: LedgerCalendar) {
    services = outcomes.map { (name: $0.name, timeline: $0.timeline) }
    minutes = outcomes.map(\.timeline.count).max() ?? 0
    self.calendar = calendar
  }

  /// Seconds of a minute; the last one of a period may be a partial one.
  func seconds(ofMinute minute: Int) -> Double {
    Double(min(60, calendar.period.seconds - Int64(minute) * 60))
  }

  /// Units of `volume` in each minute.
  func counts(_ volume: LoadVolume) -> AnyIterator<Double> {
    let perRequest = Double(volume.perRequest.trillionths) * 1e-12
    let perSecond = Double(volume.perMonth.trillionths) * 1e-12 / (730 * 3600)
    let driver = volume.service.flatMap { name in services.first { $0.name == name } }
    var columns = (driver.map { [$0] } ?? services).map { $0.timeline.loads.makeIterator() }
    var minute = 0
    return AnyIterator {
      guard minute < minutes else { return nil }
      defer { minute += 1 }
      var requests: Int64 = 0
      for index in columns.indices { requests += columns[index].next()?.offered ?? 0 }
      return Double(requests) * perRequest + perSecond * seconds(ofMinute: minute)
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
        signal: .p95Latency, subject: name, objective: objectiveP95.inSeconds * 1000
      ) { [timeline] body in
        for load in timeline.loads { body(load.latency?.p95) }
      },
      WatchSeries(signal: .errorRate, subject: name) { [timeline] body in
        for load in timeline.loads {
          body(load.offered > 0 ? 100 * Double(load.errors.total) / Double(load.offered) : nil)
        }
      },
      WatchSeries(signal: .missingTasks, subject: name) { [timeline] body in
        for count in timeline.counts { body(Double(max(0, count.desired - count.running))) }
      },
    ]
  }
}
