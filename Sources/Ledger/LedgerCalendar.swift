package import Units

/// The clock hours that a period touches and the calendar months that they belong to.
///
/// AWS meters by clock hour and bills by calendar month, both in UTC. The first and the last hour
/// of a period may be partial.
package struct LedgerCalendar: Sendable, Hashable {
  package let period: Period
  package let hourCount: Int
  package let months: [Month]

  /// A calendar month as far as the period reaches into it.
  package struct Month: Sendable, Hashable {
    package let firstDay: CivilDate
    /// Hour indices of the ledger inside this month.
    package let hours: Range<Int>
    /// Length of the whole calendar month, whatever part of it the period covers.
    package let hoursInCalendarMonth: Int64
  }

  package init(period: Period) {
    self.period = period
    let firstHour = period.start.secondsSinceEpoch.floorDivided(by: 3600)
    let endHour = period.end.secondsSinceEpoch.ceilingDivided(by: 3600)
    hourCount = Int(endHour - firstHour)
    var months: [Month] = []
    var hour = firstHour
    while hour < endHour {
      let first = UTCTime(secondsSinceEpoch: hour * 3600).date.firstOfMonth
      let monthStart = first.daysSinceEpoch * 24
      let monthEnd = first.firstOfNextMonth.daysSinceEpoch * 24
      let end = min(monthEnd, endHour)
      months.append(
        Month(
          firstDay: first, hours: Int(hour - firstHour)..<Int(end - firstHour),
          hoursInCalendarMonth: monthEnd - monthStart))
      hour = end
    }
    self.months = months
  }

  /// Start of clock hour `index`; before the period's start for a partial first hour.
  package func startOfHour(_ index: Int) -> UTCTime {
    let firstHour = period.start.secondsSinceEpoch.floorDivided(by: 3600)
    return UTCTime(secondsSinceEpoch: (firstHour + Int64(index)) * 3600)
  }

  /// The ledger hour that holds `time`.
  package func hourIndex(of time: SimTime) -> Int {
    let intoFirstHour =
      period.start.secondsSinceEpoch - startOfHour(0).secondsSinceEpoch
    return Int(
      (time.nanoseconds + intoFirstHour * 1_000_000_000).floorDivided(by: 3_600_000_000_000))
  }

  /// Milliseconds of the period inside clock hour `index`: 3,600,000 but for partial edges.
  package func milliseconds(inHour index: Int) -> Int64 {
    let hour = startOfHour(index)
    let start = max(hour, period.start)
    let end = min(hour.advanced(bySeconds: 3600), period.end)
    return max(0, end.seconds(since: start)) * 1000
  }
}
