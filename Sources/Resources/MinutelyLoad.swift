package import Ledger
internal import Units

/// The requests of every minute of a period, for metrics of what is driven by them.
package struct MinutelyLoad: Sendable {
  /// Makes the requests of a service anew, minute by minute, so that no run has to hold them.
  package typealias Requests = @Sendable () -> AnyIterator<Int64>

  /// In the scenario's order.
  private let services: [(name: String, requests: Requests)]
  package let calendar: LedgerCalendar
  /// Minutes of the period, the last one possibly a partial one.
  package let minutes: Int

  /// - Parameters:
  ///   - services: a service whose requests end early has none in the minutes after.
  ///   - minutes: how many minutes have load.
  package init(
    services: [(name: String, requests: Requests)], minutes: Int, calendar: LedgerCalendar
  ) {
    self.services = services
    self.minutes = minutes
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
    let columns = (driver.map { [$0] } ?? services).map { $0.requests() }
    var minute = 0
    return AnyIterator {
      guard minute < minutes else { return nil }
      defer { minute += 1 }
      var requests: Int64 = 0
      for column in columns { requests += column.next() ?? 0 }
      return Double(requests) * perRequest + perSecond * seconds(ofMinute: minute)
    }
  }
}
