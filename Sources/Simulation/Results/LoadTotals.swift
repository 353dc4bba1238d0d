package import Ledger
internal import Units

/// What all minutes of a run add up to: the one sum that results, usage and books are made of.
package struct LoadTotals: Sendable {
  private static let minutesPerHour = 60

  /// What the run's books are held to.
  package private(set) var requests = RequestResults()
  /// Minutes whose own p95 exceeded the objective.
  package private(set) var breachMinutes = 0
  private var endedHours: HourlyLoad
  private var openHour: (requests: Int64, openMilliseconds: Int64) = (0, 0)
  private let objectiveMilliseconds: Double
  private var hour = 0
  /// The first minute of the next hour.
  private var nextHour: Int

  /// No minutes yet.
  ///
  /// - Parameters:
  ///   - calendar: the period, in whose first minute the first one starts.
  ///   - objectiveMilliseconds: p95 that a minute is not to exceed.
  package init(calendar: LedgerCalendar, objectiveMilliseconds: Double) {
    self.objectiveMilliseconds = objectiveMilliseconds
    endedHours = HourlyLoad(calendar: calendar)
    let secondsOfFirstHour = calendar.startOfHour(1).seconds(since: calendar.period.start)
    nextHour = Int(secondsOfFirstHour.ceilingDivided(by: 60))
  }

  /// - Complexity: O(minutes).
  package init(
    of minutes: RowLog<MinuteLoad>, calendar: LedgerCalendar, objectiveMilliseconds: Double
  ) {
    self.init(calendar: calendar, objectiveMilliseconds: objectiveMilliseconds)
    for minute in minutes { add(minute) }
  }

  /// The load by clock hour of the calendar: a minute counts in the hour in which it starts.
  ///
  /// - Complexity: O(hours).
  package var hourly: HourlyLoad {
    var hours = endedHours
    hours.add(openHour, inHour: hour)
    return hours
  }

  /// Adds the next minute.
  package mutating func add(_ minute: MinuteLoad) {
    add(offered: minute.offered, openMilliseconds: minute.openMilliseconds, served: minute.served)
    requests.errors += minute.errors
    if let p95 = minute.latency?.p95, p95 > objectiveMilliseconds { breachMinutes += 1 }
  }

  /// Adds the next minute of a run of which no errors and no latencies are wanted.
  @inline(__always)
  mutating func add(offered: Int64, openMilliseconds: Int64) {
    add(offered: offered, openMilliseconds: openMilliseconds, served: offered)
  }

  @inline(__always)
  private mutating func add(offered: Int64, openMilliseconds: Int64, served: Int64) {
    if requests.minutes == nextHour { endHour() }
    requests.minutes += 1
    requests.offered += offered
    requests.leastServed = min(requests.leastServed, served)
    requests.openMilliseconds += openMilliseconds
    openHour.requests += offered
    openHour.openMilliseconds += openMilliseconds
  }

  private mutating func endHour() {
    endedHours.add(openHour, inHour: hour)
    openHour = (0, 0)
    hour += 1
    nextHour += Self.minutesPerHour
  }
}

extension HourlyLoad {
  fileprivate mutating func add(
    _ load: (requests: Int64, openMilliseconds: Int64), inHour hour: Int
  ) {
    requests[hour] += load.requests
    openMilliseconds[hour] += load.openMilliseconds
  }
}
