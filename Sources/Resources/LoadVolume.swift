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
    var second = calendar.period.start.secondsSinceEpoch
    var steadyBefore = steadyTotal(atSecond: second)
    var requests: Int128 = 0
    var drivenBefore: Int128 = 0
    return (0..<calendar.hourCount).map { hour in
      second += calendar.milliseconds(inHour: hour) / 1000
      requests += Int128(driver.requests[hour])
      let steady = steadyTotal(atSecond: second)
      let driven = drivenTotal(after: requests)
      defer { (steadyBefore, drivenBefore) = (steady, driven) }
      return Int64(clamping: steady - steadyBefore + driven - drivenBefore)
    }
  }

  /// ⌊perRequest × requests⌋.
  private func drivenTotal(after requests: Int128) -> Int128 {
    guard perRequest.trillionths != 0 else { return 0 }
    return (perRequest.trillionths * requests).floorDivided(by: Decimal12.one)
  }

  /// ⌊perMonth × seconds since 1970 / (730 × 3600)⌋.
  private func steadyTotal(atSecond second: Int64) -> Int128 {
    guard perMonth.trillionths != 0 else { return 0 }
    return (perMonth.trillionths * Int128(second))
      .floorDivided(by: Decimal12.one * Int128(Self.secondsPerMonth))
  }

  private static let secondsPerMonth: Int64 = 730 * 3600
}
