package import Units

/// A scheduled action: at its times it sets the capacity bounds of a service, and leaves them.
///
/// Application Auto Scaling user guide, "Scheduled scaling" (aws-autoscaling reference section 4.1).
package struct ScheduledAction: Sendable {
  package var name: String
  package var schedule: ScheduleExpression
  package var clock: WallClock
  /// It does not run before; a recurring action also runs at its start itself.
  package var start: UTCTime?
  package var end: UTCTime?
  package var minCapacity: Int?
  package var maxCapacity: Int?

  package init(name: String, schedule: ScheduleExpression, clock: WallClock) {
    self.name = name
    self.schedule = schedule
    self.clock = clock
  }

  /// The instants within `period` at which it runs, in order.
  ///
  /// A rate without a start counts from the start of the period.
  ///
  /// - Complexity: O(days + occurrences).
  package func occurrences(in period: Period) -> [UTCTime] {
    let from = max(start ?? period.start, period.start)
    let until = min(end ?? period.end, period.end)
    guard from < until else { return [] }
    var times: [UTCTime] = []
    switch schedule {
    case .at(let local):
      times = [clock.instant(ofLocal: local)]
    case .rate(let seconds):
      let origin = start ?? period.start
      let first = max(start == nil ? 1 : 0, from.seconds(since: origin).ceilingDivided(by: seconds))
      var time = origin.advanced(bySeconds: first * seconds)
      while time < until {
        times.append(time)
        time = time.advanced(bySeconds: seconds)
      }
    case .cron(let cron):
      if let start, start >= from { times.append(start) }
      times += cronTimes(cron, from: from, until: until)
    }
    var last: UTCTime?
    return times.filter { $0 >= from && $0 < until }.sorted().filter { time in
      defer { last = time }
      return time != last
    }
  }

  private func cronTimes(_ cron: CronExpression, from: UTCTime, until: UTCTime) -> [UTCTime] {
    var times: [UTCTime] = []
    var date = clock.local(from).date.advanced(byDays: -1)
    let last = clock.local(until).date.advanced(byDays: 1)
    while date <= last {
      if cron.matches(date) {
        for hour in cron.hours {
          for minute in cron.minutes {
            times.append(
              clock.instant(
                ofLocal: UTCTime(date: date, secondOfDay: hour * 3600 + minute * 60)))
          }
        }
      }
      date = date.advanced(byDays: 1)
    }
    return times
  }
}
