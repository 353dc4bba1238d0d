internal import Ledger
internal import Units

/// The tasks of a replay whose running count was recorded: they follow the recording, not the desired
/// count.
struct RecordedTasks: ServiceTasks, ~Copyable {
  private let settings: ECSSettings
  private let calendar: LedgerCalendar
  private let counts: [CountChange]
  /// Before its time, within which a recorded count came to be.
  private let countPeriod: SimDuration
  /// How long one step of a deployment takes.
  private let usualStart: SimDuration
  private var deployment: ActiveDeployment?
  private var revision = 0
  private(set) var desired: Int
  let runningChanges: [CountChange]

  init(
    _ settings: ECSSettings, counts: [CountChange], countPeriod: SimDuration,
    usualStart: SimDuration, calendar: LedgerCalendar
  ) {
    self.settings = settings
    self.calendar = calendar
    self.counts = counts
    self.countPeriod = countPeriod
    self.usualStart = usualStart
    desired = settings.initialTasks
    runningChanges = [CountChange(time: .start, count: settings.initialTasks)]
  }

  var healthy: Int { settings.initialTasks }
  var isDeploying: Bool { deployment != nil }
  var serving: (tasks: Int, targets: Int) { (settings.initialTasks, settings.initialTasks) }
  var outages: [ControlAction] { [] }

  func running(at now: SimTime) -> Int { counts.count(at: now) ?? settings.initialTasks }

  func pods(initialization: SimDuration, at now: SimTime) -> (running: Int, ready: Int) {
    (running(at: now), running(at: now))
  }

  func taskNanoseconds(until now: SimTime) -> Int128 {
    Int128(settings.initialTasks) * Int128(now.nanoseconds)
  }

  mutating func finish() {}

  /// A recorded count says nothing of health: tasks that were added need the time of their checks.
  func isSteady(at now: SimTime) -> Bool {
    // A change was in the period of its point, by whose end it is counted: tasks that went may be
    // gone from its start on, those that came need the time of their checks after its end.
    guard let place = counts.index(at: now + countPeriod) else {
      return settings.initialTasks == desired
    }
    let last = counts[place]
    guard last.count == desired else { return false }
    let wasAdded = place > 0 && counts[place - 1].count < last.count
    return !wasAdded || now >= last.time + settings.tasks.timeToHealthy
  }

  /// A look at the steady state at each change, and again when the tasks that it added are healthy.
  mutating func start(at now: SimTime) -> [ControlAction] {
    counts.flatMap { change -> [ControlAction] in
      let time = change.time - countPeriod
      guard time >= .start else { return [] }
      return [
        .schedule(.recorded(.runningChanged), at: time),
        .schedule(.recorded(.runningChanged), at: change.time + settings.tasks.timeToHealthy),
      ]
    }
  }

  /// The deployments of the period, and the counts that are set from outside.
  var plannedEvents: [ControlAction] {
    settings.deployments.plannedTimes(in: calendar)
      + settings.disturbances.countChanges.plannedTimes(in: calendar)
  }

  mutating func set(desired count: Int) { desired = count }

  mutating func handle(_ event: TaskEvent, at now: SimTime, isScaling: Bool) -> [ControlAction] {
    switch event {
    case .reconcile: return [.checkSteadyState]
    case .deploymentBegins(let place): return beginDeployment(place, at: now)
    case .deploymentEnds(let ended): return endDeployment(ended, at: now)
    case .disturbance(.desiredCountSet(let place)):
      return [settings.disturbances.countChanges.adoption(place)]
    case .step, .spotOutage, .disturbance, .behavior: return []
    }
  }

  private mutating func beginDeployment(_ place: Int, at now: SimTime) -> [ControlAction] {
    let next = ActiveDeployment(
      strategy: settings.deployments.strategy(place), began: now, oldTasks: 0)
    let cause = next.beginning(isHeir: deployment != nil)
    deployment = next
    revision += 1
    var time = usualStart
    if case .blueGreen(let bake) = next.strategy { time = time + bake }
    return [
      .note(by: ActiveDeployment.author, cause: cause),
      .schedule(.tasks(.deploymentEnds(revision)), at: now + time),
    ]
  }

  private mutating func endDeployment(_ ended: Int, at now: SimTime) -> [ControlAction] {
    guard let done = deployment, revision == ended else { return [] }
    deployment = nil
    return [.deploymentEnded(cause: done.completion(at: now))]
  }

  var watchesMinutes: Bool { false }
  mutating func minuteEnds(
    _ point: ServiceMetrics, connections: [TaskID: Int], at now: SimTime
  ) -> [ControlAction] { [] }

  // MARK: Recorded tasks are not checked

  var checkedTargets: [TaskID] { [] }
  mutating func nextCheck(after now: SimTime) -> SimTime? { nil }
  var isCheckScheduled: Bool { false }
  var checkSecondsWatched: Double { .infinity }
  mutating func beginChecks() {}
  mutating func check(_ task: TaskID, delay: SimDuration, at now: SimTime) -> [ControlAction] { [] }
  mutating func checkNew(_ task: TaskID, delay: SimDuration, at now: SimTime) -> [ControlAction] {
    []
  }
  mutating func endChecks(isAnyBehind: Bool, at now: SimTime) -> [ControlAction] { [] }
}
