internal import Ledger
internal import Units

/// The times of one clock hour as text, and what all rows share.
struct FocusHour {
  let context: FocusContext
  let start: String
  let end: String
  /// First instant of the month and of the one after.
  let billingStart: String
  let billingEnd: String

  init(_ hour: Int, context: FocusContext) {
    self.context = context
    let time = context.calendar.startOfHour(hour)
    let month = time.date.firstOfMonth
    start = time.description
    end = time.advanced(bySeconds: 3600).description
    billingStart = UTCTime(secondsSinceEpoch: month.daysSinceEpoch * 86_400).description
    billingEnd =
      UTCTime(secondsSinceEpoch: month.firstOfNextMonth.daysSinceEpoch * 86_400).description
  }
}
