internal import Ledger
internal import Units

/// Times in which Availability Zones are gone: what they take, and when requests in flight are watched
/// for them.
struct ZoneOutages {
  private let settings: ZoneOutageSettings
  private let zones: [String]
  /// Tasks lost with their zones.
  private(set) var lostTasks = 0
  /// Who near enough wants requests in flight to be watched: outages, and behaviors that end tasks.
  private var watchers = 0

  /// - Parameter zones: names of the run's; an outage of another takes nothing.
  init(_ settings: ZoneOutageSettings, zones: [String]) {
    self.settings = settings
    self.zones = zones
  }

  func plannedTimes(in calendar: LedgerCalendar) -> [ControlAction] {
    settings.outages.flatMap { outage -> [ControlAction] in
      guard let zone = zones.firstIndex(of: outage.zone) else { return [] }
      let from = calendar.instant(outage.start)
      let until = from + outage.duration
      guard from < calendar.end, until > SimTime.start else { return [] }
      // What is in flight when the zone goes has to be known one by one.
      return [
        .schedule(
          .tasks(.disturbance(.requestsWatched(true))),
          at: max(.start, from - settings.longestRequest)),
        .schedule(.tasks(.disturbance(.zoneFails(zone))), at: max(.start, from)),
        .schedule(.tasks(.disturbance(.zoneRecovers(zone))), at: until),
      ]
    }
  }

  /// Outages may lie close together: watching ends with the last one that asked for it.
  mutating func watch(_ isWatching: Bool) -> ControlAction {
    watchers += isWatching ? 1 : -1
    return .watchRequests(watchers > 0)
  }

  /// A zone goes, and every task in it at once; the load balancer notices by its health checks.
  ///
  /// - Parameter timeToNotice: from a target's end until the load balancer stops sending to it.
  mutating func begin(
    _ zone: Int, _ fleet: Fleet, timeToNotice: SimDuration, at now: SimTime
  ) -> [TaskOrder] {
    let taken = fleet.tasks.filter { $0.zone == zone && !$0.isLost }
    lostTasks += taken.count
    return [.closeZone(zone)] + taken.map { .lose($0, noticed: now + timeToNotice) }
      + [.act(.schedule(.tasks(.disturbance(.requestsWatched(false))), at: now))]
  }
}

/// A service's zone outages.
struct ZoneOutageSettings {
  let outages: [ZoneOutage]
  /// When a request that arrives now has been answered or given up at the latest.
  let longestRequest: SimDuration

  init(_ configuration: ServiceConfiguration) {
    outages = configuration.zoneOutages
    let timeouts = configuration.timeouts
    longestRequest = min(
      timeouts.client ?? timeouts.loadBalancerIdle, timeouts.loadBalancerIdle)
  }
}
