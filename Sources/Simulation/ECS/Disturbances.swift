internal import Ledger
internal import Units

/// What comes to a service from outside: counts that somebody sets, zones that go and come back; and how
/// ECS restores the balance between zones.
struct Disturbances {
  private let countChanges: DesiredCountChanges
  private var outages: ZoneOutages
  private var balance: ZoneBalance

  enum Event: BitwiseCopyable {
    /// The change from outside with that place sets the desired count.
    case desiredCountSet(Int)
    /// A zone goes, with every task in it, and comes back.
    case zoneFails(Int)
    case zoneRecovers(Int)
    /// ECS looks whether its tasks are spread evenly over zones.
    case rebalance
    /// Requests in flight are to be known one by one from now on, or no longer.
    case requestsWatched(Bool)
  }

  /// The service as a disturbance meets it.
  struct View {
    let now: SimTime
    let fleet: Fleet
    /// Zones that are there.
    let openZones: [Int]
    /// Of new tasks.
    let revision: Int
    /// Whether the service is steady and does not scale.
    let isSettled: Bool
    /// From a target's end until the load balancer stops sending to it.
    let timeToUnhealthy: SimDuration
  }

  /// - Parameter zones: names of the run's zones.
  init(_ settings: DisturbanceSettings, zones: [String]) {
    countChanges = settings.countChanges
    outages = ZoneOutages(settings.zoneOutages, zones: zones)
    balance = ZoneBalance(isOn: settings.rebalancesZones, zones: zones.count)
  }

  /// Tasks lost with their zones.
  var lostTasks: Int { outages.lostTasks }

  func plannedCounts(in calendar: LedgerCalendar) -> [ControlAction] {
    countChanges.plannedTimes(in: calendar)
  }

  func plannedOutages(in calendar: LedgerCalendar) -> [ControlAction] {
    outages.plannedTimes(in: calendar)
  }

  mutating func orders(for event: Event, _ view: View) -> [TaskOrder] {
    switch event {
    case .desiredCountSet(let place): [.act(countChanges.adoption(place))]
    case .zoneFails(let zone):
      outages.begin(
        zone, view.fleet, timeToNotice: view.timeToUnhealthy, at: view.now)
    case .zoneRecovers(let zone):
      [.openZone(zone)] + balance.next(after: view.now).map { .act($0) }
    case .rebalance: balance.look(view)
    case .requestsWatched(let isWatching): [.act(watch(isWatching))]
    }
  }

  /// Somebody else wants requests in flight to be watched, or no longer.
  mutating func watch(_ isWatching: Bool) -> ControlAction { outages.watch(isWatching) }

  /// A task serves; see `ZoneBalance`.
  mutating func serves(_ task: TaskID, at now: SimTime) -> [ControlAction] {
    balance.serves(task, at: now)
  }
}

/// What disturbs a service.
struct DisturbanceSettings {
  let countChanges: DesiredCountChanges
  let zoneOutages: ZoneOutageSettings
  let rebalancesZones: Bool

  init(_ configuration: ServiceConfiguration) {
    countChanges = DesiredCountChanges(configuration.desiredCountChanges)
    zoneOutages = ZoneOutageSettings(configuration)
    rebalancesZones = configuration.rebalancesZones
  }
}

/// Counts that somebody who does not scale sets.
struct DesiredCountChanges {
  private let changes: [DesiredCountChange]

  init(_ changes: [DesiredCountChange]) { self.changes = changes }

  func plannedTimes(in calendar: LedgerCalendar) -> [ControlAction] {
    changes.enumerated().flatMap { place, change in
      change.occurrences(in: calendar.period).map {
        .schedule(.tasks(.disturbance(.desiredCountSet(place))), at: calendar.instant($0))
      }
    }
  }

  /// What is done about the change with that place.
  func adoption(_ place: Int) -> ControlAction {
    let count = changes[place].count
    return .adopt(count, cause: "desired count was set to \(count) from outside")
  }
}
