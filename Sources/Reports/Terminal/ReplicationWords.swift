internal import Studies
internal import Units

/// How reports say how far a month varies with chance.
enum ReplicationWords {
  /// One sentence without its full stop: mean, interval and extremes of the month.
  static func sentence(_ figures: RunSummary.Replications) -> String {
    let month = figures.monthlyTotal
    let percent = Figures.fixed(figures.confidence * 100, decimals: 0)
    return "Over \(figures.count) replications a month of 730 h costs "
      + "\(Figures.dollars(month.mean)) on average (\(percent) % interval \(interval(month))); single "
      + "ones came to \(Figures.dollars(month.least)) to \(Figures.dollars(month.most))"
  }

  static func interval(_ interval: RunSummary.Interval) -> String {
    "\(Figures.dollars(interval.low)) to \(Figures.dollars(interval.high))"
  }
}
