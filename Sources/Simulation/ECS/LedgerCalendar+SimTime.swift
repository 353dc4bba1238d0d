internal import Ledger
internal import Units

extension LedgerCalendar {
  /// The instant of the run at which it is `time`; before the start for what was earlier.
  func instant(_ time: UTCTime) -> SimTime {
    .start + .seconds(time.seconds(since: period.start))
  }

  /// When the run ends.
  var end: SimTime { .start + period.duration }
}
