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

  init(
    configuration: ServiceConfiguration, plane: Plane, calendar: LedgerCalendar, seed: UInt64,
    replication: UInt64
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
    alarms = AlarmMonitor.all(for: configuration, seed: seed, replication: replication)
    desired = configuration.initialTasks
    scaling = ScalingState(desired: desired)
    log = ActivityLog(alarmCount: alarms.count)
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
    scheduleMetricWindow(0)
    scheduleMinute(0)
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
    case .alarmEvaluated(let index):
      evaluateAlarm(index)
    }
  }

  /// Minute m covers [60m + offset, 60m + 60 + offset); one that the run's end cuts has no point.
  private func scheduleMetricWindow(_ minute: Int) {
    let close = SimTime.minute(Int64(minute) + 1) + configuration.metrics.samplingOffset
    schedule(.metricWindowCloses(minute: minute), at: max(close, .start))
  }

  /// The last minute of a period may be a partial one.
  private func scheduleMinute(_ minute: Int) {
    guard SimTime.minute(Int64(minute)) < end else { return }
    schedule(.minuteCloses(minute: minute), at: min(SimTime.minute(Int64(minute) + 1), end))
  }

  private func closeMinute(_ minute: Int) {
    plane.closeMinute()
    counts.append(
      MinuteCounts(desired: desired, running: fleet.running, healthy: fleet.healthy))
    scheduleMinute(minute + 1)
  }
}

/// The counts at the end of a minute.
struct MinuteCounts {
  let desired: Int
  let running: Int
  let healthy: Int
}
