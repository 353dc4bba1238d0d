internal import Autoscaling
internal import Kernel
internal import Ledger
internal import Units

/// The control plane of one service during one run: alarms, scaling activities and task lives.
///
/// Generic over the plane that serves the load, so that requests, flows and recordings meet the
/// same rules. Timing follows the aws-autoscaling reference, sections 2.3 to 2.6, 5 and 11.
struct ServiceRun<Plane: DataPlane>: ~Copyable {
  let configuration: ServiceConfiguration
  let calendar: LedgerCalendar
  let end: SimTime
  let seed: UInt64
  let replication: UInt64
  /// For the delays of AWS's own services.
  var delays: RandomStream

  var plane: Plane
  var queue = EventQueue<ControlEvent>()
  var recurring: RecurringEvents
  /// How many windows and minutes have been closed.
  var closedWindows: Int64 = 0
  var closedFineWindows: Int64 = 0
  var closedMinutes: Int64 = 0
  static var minute: Int64 { 60_000_000_000 }
  let windowOffset: Int64
  var hasPlainMinutes = false
  var now = SimTime.start

  var alarms: [AlarmMonitor]
  var watches: FixedBuffer<AlarmWatch>
  /// How activities name the policies, in their order.
  let policyNames: [String]
  var transitions: [AlarmTransition] = []
  var history: MetricHistory
  var scaling: ScalingState
  var log: ActivityLog
  /// The desired count that ECS works towards.
  var desired: Int
  var fleet = Fleet()
  var meter: FargateMeter
  var statistics: RunningStatistics
  var counts = RowLog<MinuteCounts>()
  /// Off for runs of which only the usage is wanted: nothing is kept for a timeline.
  var keepsTimeline = true
  /// Called whenever a minute has been closed.
  var minutePassed: (@Sendable () -> Void)?
  /// Capacity bounds; scheduled actions move them.
  var minTasks: Int
  var maxTasks: Int
  var scheduledRuns: [ScheduledRun] = []
  var autoscaler = AutoscalerMemory()
  var predictive: PredictiveScalingRun?
  /// Names of the zones that tasks are spread over; one without a name where none are given.
  let zones: [String]
  /// Absent where no task can be interrupted.
  var spot: SpotMarket?
  var zoneState: ZoneState
  /// Its own, or one that it shares with the other services.
  let account: FargateAccount
  var deployment: ActiveDeployment?
  /// Tasks that were stopped because they failed their checks.
  var replacedTasks = 0
  /// Launches that failed for another reason than Spot capacity.
  var failedStarts = 0
  var isCheckingHealth = false
  /// The wait of a check, in seconds, from which on health is watched.
  let checkSecondsWatched: Double

  /// Recorded metrics in place of the plane's, for a replay, which also explains itself.
  let recording: Recording?
  var isExplaining: Bool { recording != nil }
  var evaluations: [AlarmEvaluationRecord] = []
  /// What was asked for when each recorded count began, by its place; and those counts of which it
  /// turned out later that somebody else had set them.
  var requestedAtChange: [Int: Int] = [:]
  var lateAdoptions: [Int] = []
  /// Every running count with the instant from which it held; kept for a replay only.
  var runningChanges: [CountChange]

  init(
    configuration: ServiceConfiguration, plane: Plane, calendar: LedgerCalendar, seed: UInt64,
    replication: UInt64, recording: Recording? = nil, forecasts: ForecastSource? = nil,
    account: FargateAccount? = nil
  ) {
    self.configuration = configuration
    self.plane = plane
    self.calendar = calendar
    self.seed = seed
    self.replication = replication
    end = SimTime.start + calendar.period.duration
    windowOffset = configuration.metrics.samplingOffset.nanoseconds
    delays = RandomStream(
      seed: seed, replication: replication, component: "scaling delays",
      entity: configuration.name)
    let alarms = AlarmMonitor.all(
      for: configuration, seed: seed, replication: replication, isRecorded: recording != nil)
    self.alarms = alarms
    watches = FixedBuffer(
      alarms.map { alarm in
        AlarmWatch(
          alarm, metrics: configuration.metrics,
          actionInterval: configuration.alarmActionInterval,
          isVote: configuration.policies[alarm.policy].agreementAlarm == alarm.alarm)
      })
    history = MetricHistory(of: configuration.watchedMetrics)
    recurring = RecurringEvents(alarmCount: alarms.count)
    checkSecondsWatched = configuration.lifeCycle.healthCheckTimeout.inSeconds / 5
    policyNames = configuration.policies.map(\.name)
    desired = configuration.initialTasks
    scaling = ScalingState(desired: desired)
    minTasks = configuration.minTasks
    maxTasks = configuration.maxTasks
    self.account = account ?? FargateAccount(configuration.fargateQuotas)
    let zones = configuration.zones.isEmpty ? [""] : configuration.zones
    self.zones = zones
    zoneState = ZoneState(down: zones.map { _ in 0 })
    spot = configuration.spotInUse.map {
      SpotMarket(
        $0, configuration: configuration, zones: zones, calendar: calendar, seed: seed,
        replication: replication)
    }
    predictive = PredictiveScalingRun(configuration, calendar: calendar, source: forecasts)
    self.recording = recording
    runningChanges = [CountChange(time: .start, count: configuration.initialTasks)]
    log = ActivityLog(alarmCount: alarms.count, keepsEach: recording != nil)
    meter = FargateMeter(configuration, calendar: calendar)
    statistics = RunningStatistics(initial: configuration.initialTasks)
  }

  mutating func schedule(_ event: ControlEvent, at time: SimTime) {
    queue.schedule(event, at: time, order: event.order)
  }

  /// Brings up the initial tasks and schedules what recurs.
  mutating func start() {
    for _ in 0..<configuration.initialTasks {
      let id = fleet.nextID
      let provider = nextProvider()
      fleet.add(provider, billedFrom: now, phase: .healthy, zone: emptiestZone() ?? 0)
      account.begin(configuration.cpuUnits, on: provider)
      protectInitial(id)
      plane.taskStarted(id)
      plane.taskHealthy(id)
      scheduleInterruption(of: id, on: provider)
    }
    schedule(.runEnds, at: end)
    if let recording {
      scheduleRecordedCounts(recording)
    } else {
      scheduleMetricWindow()
      if configuration.watchesHighResolution { scheduleFineWindow() }
      scheduleMinute()
    }
    if Plane.isExact { scheduleHealthChecks() }
    hasPlainMinutes = Self.hasPlainMinutes(
      windowOffset: windowOffset, isRecorded: recording != nil,
      hasFineWindows: configuration.watchesHighResolution, watches: watches)
    scheduleActions()
    scheduleDeployments()
    scheduleDesiredCounts()
    scheduleHPA()
    startPredictions()
    scheduleSpotOutages()
    scheduleZoneOutages()
    for (index, alarm) in alarms.enumerated() {
      recurring.set(
        RecurringEvents.alarms + index,
        to: alarm.firstEvaluation(notBefore: configuration.alarmsCreated).nanoseconds)
    }
  }

  /// Handles events in order until the run ends.
  mutating func drain() { while step() {} }

  /// When the next event is due.
  var nextNanoseconds: Int64 {
    mutating get { min(recurring.firstNanoseconds, queue.firstNanoseconds) }
  }

  /// Handles the next event.
  ///
  /// - Returns: whether the run goes on.
  @inline(__always)
  mutating func step() -> Bool {
    let time = recurring.firstNanoseconds
    let queued = queue.firstNanoseconds
    if time < queued || (time == queued && recurring.closes) {
      now = SimTime(nanoseconds: time)
      plane.advance(to: now)
      recur(recurring.first)
      return true
    }
    guard let (time, event) = queue.popNext() else { return false }
    now = time
    plane.advance(to: time)
    if case .runEnds = event { return false }
    handle(event)
    return true
  }

  @inline(__always)
  private mutating func recur(_ slot: Int) {
    switch slot {
    case RecurringEvents.metricWindow:
      history.append(plane.closeMetricWindow())
      closedWindows += 1
      scheduleMetricWindow()
    case RecurringEvents.fineWindow:
      history.appendFine(plane.closeHighResolutionWindow())
      closedFineWindows += 1
      closePodWindow()
      scheduleFineWindow()
    case RecurringEvents.minute:
      closeMinute()
    case RecurringEvents.autoscaler:
      syncHPA()
    case RecurringEvents.trigger:
      pollTrigger()
    default:
      evaluateAlarm(slot - RecurringEvents.alarms)
    }
  }

  private mutating func handle(_ event: ControlEvent) {
    switch event {
    case .healthChecks:
      checkHealth()
    case .recordedCount:
      checkSteadyState()
    case .recordedDesired:
      followRecording()
    case .recordedChange(let place):
      passRecordedChange(place)
    case .recordedHeld(let place):
      checkRecordedChange(place)
      followRecording()
    case .desiredCountSet(let place):
      setDesired(place)
    case .runEnds:
      break
    case .task(let index, let step):
      take(step, task: index)
    case .activityStarts(let entry):
      startActivity(entry)
    case .activitySucceeds(let entry):
      succeed(entry)
    case .activityTimesOut(let entry):
      abandon(entry)
    case .reconcile:
      reconcile()
    case .scheduledAction(let index):
      runScheduledAction(index)
    case .deploymentBegins(let place):
      beginDeployment(place)
    case .deploymentEnds(let revision):
      endDeployment(revision: revision)
    case .forecastRefresh:
      refreshForecasts()
    case .forecastDue(let policy, let hour):
      actOnForecast(Int(policy), hour: Int(hour))
    case .zoneFails(let zone):
      failZone(zone)
    case .zoneRecovers(let zone):
      recoverZone(zone)
    case .rebalance:
      rebalance()
    case .requestsWatched(let isWatching):
      watch(isWatching)
    case .spotOutage(let zone):
      beginSpotOutage(zone)
    }
  }
}
