package import Ledger
package import Units

/// An amount that comes steadily, with the load, or both.
///
/// The steady part is stated per month of 730 hours, the month of every monthly figure, and spread
/// evenly over time; the other part is stated per request.
package struct LoadVolume: Sendable, Hashable {
  /// Smallest units (bytes, requests …) in 730 hours.
  package var perMonth: Decimal12 = Decimal12(trillionths: 0)
  /// Smallest units for each request of the load that drives it.
  package var perRequest: Decimal12 = Decimal12(trillionths: 0)
  /// The service whose requests drive it; `nil` for those of the whole system.
  package var service: String?

  package init() {}

  package init(
    perMonth: Decimal12, perRequest: Decimal12 = Decimal12(trillionths: 0), service: String? = nil
  ) {
    self.perMonth = perMonth
    self.perRequest = perRequest
    self.service = service
  }

  package var isZero: Bool { perMonth.trillionths == 0 && perRequest.trillionths == 0 }

  /// Whole units in each hour of `calendar`.
  ///
  /// Both parts are differences of a floored running total, so that nothing is lost to rounding:
  /// the steady total runs over absolute time, which makes the readings of two periods add up to
  /// those of their union; the other runs over the requests since the period's start.
  ///
  /// - Precondition: `service` is one of the load's services.
  package func readings(load: SystemLoad, calendar: LedgerCalendar) -> [Int64] {
    let driver = load.driver(service)
    var requestsBefore: Int128 = 0
    return (0..<calendar.hourCount).map { hour in
      let start = max(calendar.startOfHour(hour), calendar.period.start).secondsSinceEpoch
      let end = start + calendar.milliseconds(inHour: hour) / 1000
      let steady = steadyTotal(atSecond: end) - steadyTotal(atSecond: start)
      let requestsAfter = requestsBefore + Int128(driver.requests[hour])
      let driven =
        (perRequest.trillionths * requestsAfter).floorDivided(by: Decimal12.one)
        - (perRequest.trillionths * requestsBefore).floorDivided(by: Decimal12.one)
      requestsBefore = requestsAfter
      return Int64(clamping: steady + driven)
    }
  }

  /// ⌊perMonth × seconds since 1970 / (730 × 3600)⌋.
  private func steadyTotal(atSecond second: Int64) -> Int128 {
    (perMonth.trillionths * Int128(second))
      .floorDivided(by: Decimal12.one * Int128(Self.secondsPerMonth))
  }

  private static let secondsPerMonth: Int64 = 730 * 3600
}
