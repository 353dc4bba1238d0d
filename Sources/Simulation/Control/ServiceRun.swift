internal import Autoscaling
internal import Kernel
internal import Ledger
internal import Units

/// The control plane of one service during one run: alarms, scaling activities and task lives.
///
/// Generic over the plane that serves the load, so that requests, flows and recordings meet the
/// same rules. Timing follows the aws-autoscaling reference, sections 2.3 to 2.6, 5 and 11.
final class ServiceRun<Plane: DataPlane> {
  let configuration: ServiceConfiguration
  let calendar: LedgerCalendar
  let end: SimTime
  let seed: UInt64
  let replication: UInt64
  /// For the delays of AWS's own services.
  var delays: RandomStream

  var plane: Plane
  var queue = EventQueue<ControlEvent>()
  var now = SimTime.start

  var alarms: [AlarmMonitor]
  let watches: [AlarmWatch]
  /// How activities name the policies, in their order.
  let policyNames: [String]
  var transitions: [AlarmTransition] = []
  var history = MetricHistory()
  var scaling: ScalingState
  var log: ActivityLog
  /// The desired count that ECS works towards.
  var desired: Int
  var fleet = Fleet()
  var meter: FargateMeter
  var statistics: RunningStatistics
  var counts: [MinuteCounts] = []
  /// Off for runs of which only the usage is wanted: nothing is kept for a timeline.
  var keepsTimeline = true
  /// Capacity bounds; scheduled actions move them.
  var minTasks: Int
  var maxTasks: Int
  var scheduledRuns: [ScheduledRun] = []
  var autoscaler = AutoscalerMemory()
  var launches: LaunchBucket
  var deployment: ActiveDeployment?
  /// Tasks that were stopped because they failed their checks.
  var replacedTasks = 0
  var isCheckingHealth = false

  /// Recorded metrics in place of the plane's, for a replay, which also explains itself.
  let recording: Recording?
  var isExplaining: Bool { recording != nil }
  var evaluations: [AlarmEvaluationRecord] = []
  /// Every running count with the instant from which it held; kept for a replay only.
  var runningChanges: [CountChange]

  init(
    configuration: ServiceConfiguration, plane: Plane, calendar: LedgerCalendar, seed: UInt64,
    replication: UInt64, recording: Recording? = nil
  ) {
    self.configuration = configuration
    self.plane = plane
    self.calendar = calendar
    self.seed = seed
    self.replication = replication
    end = SimTime.start + calendar.period.duration
    delays = RandomStream(
      seed: seed, replication: replication, component: "scaling delays",
      entity: configuration.name)
    let alarms = AlarmMonitor.all(for: configuration, seed: seed, replication: replication)
    self.alarms = alarms
    watches = alarms.map { AlarmWatch($0, metrics: configuration.metrics) }
    policyNames = configuration.policies.map(\.name)
    desired = configuration.initialTasks
    scaling = ScalingState(desired: desired)
    minTasks = configuration.minTasks
    maxTasks = configuration.maxTasks
    launches = LaunchBucket(
      burst: configuration.lifeCycle.launchBurst,
      perSecond: configuration.lifeCycle.launchesPerSecond)
    self.recording = recording
    runningChanges = [CountChange(time: .start, count: configuration.initialTasks)]
    log = ActivityLog(alarmCount: alarms.count, keepsEach: recording != nil)
    meter = FargateMeter(configuration, calendar: calendar)
    statistics = RunningStatistics(initial: configuration.initialTasks)
  }

  func schedule(_ event: ControlEvent, at time: SimTime) {
    queue.schedule(event, at: time, order: event.order)
  }

  /// Brings up the initial tasks and schedules what recurs.
  func start() {
    for _ in 0..<configuration.initialTasks {
      let id = fleet.nextID
      fleet.add(nextProvider(), billedFrom: now, phase: .healthy)
      plane.taskStarted(id)
      plane.taskHealthy(id)
    }
    schedule(.runEnds, at: end)
    if let recording {
      scheduleRecordedCounts(recording)
    } else {
      scheduleMetricWindow(0)
      if watchesHighResolution { scheduleFineWindow(0) }
      scheduleMinute(0)
    }
    if Plane.isExact { scheduleHealthChecks() }
    scheduleActions()
    scheduleDeployments()
    scheduleHPA()
    for (index, alarm) in alarms.enumerated() {
      schedule(
        .alarmEvaluated(index), at: alarm.firstEvaluation(notBefore: configuration.alarmsCreated))
    }
  }

  /// Handles events in order until the run ends.
  func drain() {
    while let (time, event) = queue.popNext() {
      now = time
      plane.advance(to: time)
      if case .runEnds = event { return }
      handle(event)
    }
  }

  private func handle(_ event: ControlEvent) {
    switch event {
    case .metricWindowCloses(let minute):
      history.append(plane.closeMetricWindow())
      scheduleMetricWindow(minute + 1)
    case .fineWindowCloses(let index):
      history.appendFine(plane.closeHighResolutionWindow())
      scheduleFineWindow(index + 1)
    case .healthChecks:
      checkHealth()
    case .recordedCount:
      recordedCountChanged()
    case .minuteCloses(let minute):
      closeMinute(minute)
    case .runEnds:
      break
    case .task(let index, let step):
      take(step, task: index)
    case .activityStarts(let entry):
      startActivity(entry)
    case .activitySucceeds(let entry):
      succeed(entry)
    case .reconcile:
      reconcile()
    case .scheduledAction(let index):
      runScheduledAction(index)
    case .deploymentBegins(let place):
      beginDeployment(place)
    case .deploymentEnds(let revision):
      endDeployment(revision: revision)
    case .hpaSync:
      syncHPA()
    case .alarmEvaluated(let index):
      evaluateAlarm(index)
    }
  }

  /// Minute m covers [60m + offset, 60m + 60 + offset); one that the run's end cuts has no point.
  private func scheduleMetricWindow(_ minute: Int) {
    let close = SimTime.minute(Int64(minute) + 1) + configuration.metrics.samplingOffset
    schedule(.metricWindowCloses(minute: minute), at: max(close, .start))
  }

  private var watchesHighResolution: Bool {
    configuration.kubernetesHPA != nil
      || alarms.contains { $0.configuration.metric.isHighResolution }
  }

  /// Points of 20 s are taken on the clock, since no shift of theirs has been observed.
  ///
  /// A pod autoscaler has its metrics server take them as often as it looks.
  private func scheduleFineWindow(_ index: Int) {
    schedule(
      .fineWindowCloses(index: index),
      at: SimTime.start + (configuration.kubernetesHPA?.sync ?? .seconds(20)) * (Int64(index) + 1)
    )
  }

  /// The last minute of a period may be a partial one.
  private func scheduleMinute(_ minute: Int) {
    guard SimTime.minute(Int64(minute)) < end else { return }
    schedule(.minuteCloses(minute: minute), at: min(SimTime.minute(Int64(minute) + 1), end))
  }

  private func closeMinute(_ minute: Int) {
    plane.closeMinute()
    if !Plane.isExact { watchHealth() }
    if keepsTimeline {
      counts.append(
        MinuteCounts(desired: desired, running: fleet.running, healthy: fleet.healthy))
    }
    scheduleMinute(minute + 1)
  }
}

/// The counts at the end of a minute.
struct MinuteCounts {
  let desired: Int
  let running: Int
  let healthy: Int
}
