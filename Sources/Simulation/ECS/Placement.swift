internal import Kernel
internal import Ledger
internal import Units

/// Where new tasks go, and what keeps them from starting: zones, Spot capacity, the account's quotas.
struct Placement {
  private let settings: PlacementSettings
  /// Names of the zones; one without a name where none are given.
  let zones: [String]
  /// Outages under way, by zone.
  private var down: [Int]
  /// Absent where no task can be interrupted.
  private var spot: SpotMarket?
  /// Its own, or one that it shares with the other services.
  private let account: FargateAccount
  /// Launches that failed for another reason than Spot capacity.
  private(set) var failedStarts = 0

  /// What became of a launch.
  enum Outcome {
    /// It goes ahead then.
    case placed(zone: Int, launch: SimTime)
    /// It is tried again then.
    case failed(retry: SimTime, isWaitingForSpot: Bool)
  }

  init(
    _ settings: PlacementSettings, calendar: LedgerCalendar, key: RunKey, account: FargateAccount?
  ) {
    self.settings = settings
    zones = settings.zones.isEmpty ? [""] : settings.zones
    down = zones.map { _ in 0 }
    spot = settings.spot.map {
      SpotMarket(
        $0, region: settings.region, zones: settings.zones.isEmpty ? [""] : settings.zones,
        calendar: calendar, key: key)
    }
    self.account = account ?? FargateAccount(settings.quotas)
  }

  // MARK: Facts

  var zoneCount: Int { zones.count }
  private func isDown(_ zone: Int) -> Bool { down[zone] > 0 }
  /// Zones that are there.
  var openZones: [Int] { zones.indices.filter { !isDown($0) } }
  var use: FargateUse { account.record }
  var spotOutcome: SpotOutcome? { spot?.outcome }

  /// Where the next task goes.
  ///
  /// - Parameter placed: the wanted tasks already on a provider.
  func provider(
    placed: (CapacityProviderStrategyItem.Provider) -> Int
  ) -> CapacityProviderStrategyItem.Provider {
    settings.providers.provider(placed: placed)
  }

  /// The zone with the fewest tasks among those that `isOpen`, the first among equals; `nil` where
  /// none is: tasks are spread over zones (aws-autoscaling reference section 5.4).
  ///
  /// - Parameter perZone: tasks that have a place by zone.
  func emptiestZone(_ perZone: [Int], where isOpen: (Int) -> Bool = { _ in true }) -> Int? {
    guard zones.count > 1 else { return isOpen(0) ? 0 : nil }
    return zones.indices.filter(isOpen).min { perZone[$0] < perZone[$1] }
  }

  // MARK: Launches

  /// Finds a zone for a task that is to start, or says when it is tried again.
  ///
  /// A task asked of Spot waits for Spot: there is no fallback to on-demand capacity
  /// (aws-autoscaling reference section 7).
  ///
  /// - Parameter perZone: tasks that have a place by zone.
  mutating func place(_ task: FleetTask, perZone: [Int], at now: SimTime) -> Outcome {
    if task.isWaitingForSpot { spot?.passWait(attempt: task.failedLaunches) }
    let isSpot = task.provider == .fargateSpot
    let open = emptiestZone(perZone) { !isDown($0) }
    let zone = emptiestZone(perZone) { zone in
      !isDown(zone) && (!isSpot || spot?.hasCapacity(zone: zone, at: now) ?? true)
    }
    guard let zone, account.hasRoom(settings.cpuUnits, on: task.provider) else {
      return fail(task, isWaitingForSpot: isSpot && zone == nil && open != nil, at: now)
    }
    let launch = account.launch(settings.cpuUnits, on: task.provider, at: now)
    return .placed(zone: zone, launch: launch)
  }

  /// Counts a launch that failed, and says when the next one is.
  mutating func fail(_ task: FleetTask, isWaitingForSpot: Bool, at now: SimTime) -> Outcome {
    let attempt = task.failedLaunches + 1
    if isWaitingForSpot, let delay = spot?.failLaunch(attempt: attempt) {
      return .failed(retry: now + delay, isWaitingForSpot: true)
    }
    failedStarts += 1
    let delay = settings.restartDelay
    let doublings = Int64(min(attempt - 1, 20))
    return .failed(
      retry: now + min(delay.upperBound, delay.lowerBound * (Int64(1) << doublings)),
      isWaitingForSpot: false)
  }

  /// Counts a task that ran before the run.
  func begin(on provider: CapacityProviderStrategyItem.Provider) {
    account.begin(settings.cpuUnits, on: provider)
  }

  /// A task that was launched has stopped.
  func release(_ provider: CapacityProviderStrategyItem.Provider, at now: SimTime) {
    account.release(settings.cpuUnits, on: provider, at: now)
  }

  // MARK: Zones

  mutating func fail(zone: Int) { down[zone] += 1 }
  mutating func recover(zone: Int) { down[zone] -= 1 }

  // MARK: Spot

  /// The beginnings of times without Spot capacity; none where no task runs on Spot.
  func plannedSpotOutages(until end: SimTime) -> [ControlAction] {
    (spot?.outages ?? []).enumerated().flatMap { zone, outages in
      outages.filter { $0.lowerBound < end }.map {
        .schedule(.tasks(.spotOutage(zone: zone)), at: max(.start, $0.lowerBound))
      }
    }
  }

  /// Whether a replacement starts with the warning, rather than when the task has stopped.
  var replacesAtWarning: Bool { spot?.capacity.replacement == .atWarning }
  /// Whether an interrupted task counts as there until it has stopped.
  var replacesAfterStop: Bool { spot?.capacity.replacement == .afterStop }

  /// How long a task runs before Spot wants its capacity back; `nil` for ever.
  func timeToInterruption(
    of task: TaskID, on provider: CapacityProviderStrategyItem.Provider
  ) -> SimDuration? {
    provider == .fargateSpot ? spot?.timeToInterruption(of: task) : nil
  }

  /// Counts an interruption.
  ///
  /// - Returns: the time from the warning to SIGTERM; `nil` where no task runs on Spot.
  mutating func interrupt(_ task: TaskID) -> SimDuration? {
    guard spot != nil else { return nil }
    spot?.interruptions += 1
    return spot?.timeToSIGTERM(of: task)
  }

  /// Whether the beginning of an outage takes a task with it.
  func isTakenByOutage(_ task: FleetTask, zone: Int) -> Bool {
    guard let spot, spot.capacity.interruptedShare > 0, task.zone == zone,
      task.provider == .fargateSpot
    else { return false }
    return spot.isTakenByOutage(task.id)
  }
}

/// What decides where a service's tasks may run.
struct PlacementSettings {
  let region: String
  let cpuUnits: Int
  let providers: [CapacityProviderStrategyItem]
  /// Availability Zones; empty for no model of zones.
  let zones: [String]
  /// `nil` where no task can be interrupted.
  let spot: SpotCapacity?
  let quotas: FargateQuotas
  /// From a task that failed before RUNNING to its next start.
  let restartDelay: ClosedRange<SimDuration>

  init(_ configuration: ServiceConfiguration) {
    region = configuration.region
    cpuUnits = configuration.cpuUnits
    providers = configuration.capacityProviders
    zones = configuration.zones
    spot = configuration.spotInUse
    quotas = configuration.fargateQuotas
    restartDelay = configuration.lifeCycle.restartDelay
  }
}
