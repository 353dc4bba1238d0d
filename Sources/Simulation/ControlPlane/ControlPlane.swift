internal import Autoscaling
internal import Kernel
internal import Ledger
internal import Units

/// The control plane of one service during one run: it passes time, tells components what happens, and
/// does what they ask for.
///
/// Each component owns its state; none calls another. Generic over the plane that serves the load and
/// over the tasks, so that requests, flows and recordings meet the same rules. Timing follows the
/// aws-autoscaling reference, sections 2.3 to 2.6, 5 and 11.
struct ControlPlane<Plane: DataPlane, Tasks: ServiceTasks & ~Copyable>: ~Copyable {
  private(set) var plane: Plane
  private(set) var tasks: Tasks
  private(set) var timetable: Timetable
  private(set) var stream: MetricStream
  private(set) var alarms: AlarmBank
  private(set) var target: ScalableTarget
  let points: AlarmPoints
  private var predictive: PredictiveScaler?
  private(set) var autoscaler: PodAutoscaler?
  /// Who else sets counts, where a replay has them.
  private(set) var recordedCounts: RecordedCounts?
  private let recordedRunning: [CountChange]?
  private let watchesHighResolution: Bool
  /// Whether somebody asks for metrics that only some services have.
  private let keepsOtherMetrics: Bool
  private var hasPlainMinutes = false
  private let key: RunKey
  /// How the service begins.
  let beginning: ServiceStart

  init(_ setup: Setup, plane: Plane, tasks: consuming Tasks) {
    let configuration = setup.configuration
    let recording = setup.recording
    let metrics = MetricSettings(configuration)
    self.plane = plane
    self.tasks = tasks
    key = setup.key
    alarms = AlarmBank(
      AlarmSettings(configuration), key: setup.key, isRecorded: recording != nil)
    timetable = Timetable(
      calendar: setup.calendar, alarmCount: alarms.count, key: setup.key)
    stream = MetricStream(
      metrics, end: timetable.end, keepsTimeline: setup.keepsTimeline,
      keepsNewest: self.tasks.watchesMinutes, after: setup.start?.points,
      minutePassed: setup.minutePassed)
    keepsOtherMetrics = stream.keepsOthers
    points = AlarmPoints(metrics, recording: recording)
    target = ScalableTarget(
      ScalingSettings(configuration), alarmCount: alarms.count,
      keepsEachAnswer: recording != nil, start: setup.start)
    predictive = PredictiveScaler(
      configuration, calendar: setup.calendar, source: setup.forecasts)
    autoscaler = setup.start?.autoscaler ?? PodAutoscaler(configuration)
    beginning = ServiceStart(tasks: configuration.initialTasks, isWarm: setup.start != nil)
    recordedCounts = recording.flatMap { RecordedCounts($0, configuration.lifeCycle) }
    recordedRunning = recording?.running
    watchesHighResolution = metrics.watchesHighResolution
    if let start = setup.start { alarms.resume(start.alarms, in: stream.history) }
  }

  // MARK: The run

  /// Brings up the initial tasks and schedules what recurs.
  mutating func start() {
    perform(tasks.start(at: timetable.now))
    timetable.schedule(.runEnds, at: timetable.end)
    if !points.isExplaining {
      scheduleMetricWindow()
      if watchesHighResolution { scheduleFineWindow() }
      scheduleMinute()
    }
    if Plane.isExact, let next = tasks.nextCheck(after: timetable.now) {
      timetable.schedule(.healthChecks, at: next)
    }
    // Minutes can pass as a whole where all that recurs does so once in every clock minute.
    hasPlainMinutes =
      !points.isExplaining && !watchesHighResolution && stream.endsWithinMinute
      && alarms.isPerMinute
    perform(target.scheduledRuns(in: timetable.calendar.period, key: key))
    perform(tasks.plannedEvents)
    if let recordedCounts { perform(recordedCounts.start()) }
    schedulePodAutoscaler()
    startPredictions()
    perform(tasks.outages)
    for index in 0..<alarms.count {
      timetable.repeatAlarm(index, at: alarms.firstEvaluation(index).nanoseconds)
    }
  }

  /// Handles events in order until the run ends.
  mutating func drain() { while step() {} }

  /// When the next event is due.
  var nextNanoseconds: Int64 { mutating get { timetable.nextNanoseconds } }

  /// Handles the next event.
  ///
  /// - Returns: whether the run goes on.
  @inline(__always)
  mutating func step() -> Bool {
    switch timetable.next() {
    case .recurring(let slot):
      plane.advance(to: timetable.now)
      recur(slot)
      return true
    case .event(let event):
      plane.advance(to: timetable.now)
      if case .runEnds = event { return false }
      handle(event)
      return true
    case .nothing:
      return false
    }
  }

  @inline(__always)
  private mutating func recur(_ slot: Int) {
    switch slot {
    case RecurringEvents.metricWindow:
      keep(plane.closeMetricWindow())
      scheduleMetricWindow()
    case RecurringEvents.fineWindow:
      stream.appendFine(plane.closeHighResolutionWindow())
      autoscaler?.closeWindow(total: tasks.taskNanoseconds(until: timetable.now))
      scheduleFineWindow()
    case RecurringEvents.minute:
      plane.closeMinute()
      countMinute()
      scheduleMinute()
      if hasPlainMinutes { passQuietMinutes() }
    case RecurringEvents.autoscaler:
      syncPods()
    case RecurringEvents.trigger:
      pollTrigger()
    default:
      evaluateAlarm(slot - RecurringEvents.alarms)
    }
  }

  private mutating func handle(_ event: ControlEvent) {
    let now = timetable.now
    switch event {
    case .tasks(let event):
      perform(tasks.handle(event, at: now, isScaling: target.isScaling))
    case .scaling(let event):
      perform(
        target.handle(event, running: running, at: now, clock: timetable.clockTime))
    case .recorded(let event):
      guard recordedCounts != nil else { return }
      let view = recordedView
      perform(recordedCounts?.handle(event, view, at: now) ?? [])
    case .forecast(.refresh): refreshForecasts()
    case .forecast(.due(let policy, let hour)): actOnForecast(Int(policy), hour: Int(hour))
    case .healthChecks: checkHealth()
    case .runEnds: break
    }
  }

  @inline(__always)
  var running: Int { tasks.running(at: timetable.now) }

  // MARK: Actions

  private mutating func perform(_ actions: [ControlAction]) {
    for action in actions { perform(action) }
  }

  private mutating func perform(_ action: ControlAction) {
    let now = timetable.now
    switch action {
    case .schedule(let event, let time): timetable.schedule(event, at: time)
    case .scheduleAfter(let event, let delay): timetable.schedule(event, after: delay)
    case .scheduleWhenIdle(let step, let task, let limit):
      let idle = max(now, plane.idleTime(of: task))
      timetable.schedule(.tasks(.step(task.index, step)), at: min(idle, now + limit))
    case .tell(let task, let news): plane.take(news, of: task)
    case .checkNew(let task):
      // A target without requests answers at once; only one that fails open has others.
      let delay = tasks.healthy == 0 ? plane.checkDelay(of: task) : .zero
      perform(tasks.checkNew(task, delay: delay, at: now))
    case .watchRequests(let isWatching): plane.watchRequests(isWatching)
    case .setDesired(let count): tasks.set(desired: count)
    case .adopt(let count, let cause): adopt(count, cause: cause)
    case .raiseMaximum(let count): target.setMaximum(count)
    case .begin(let step): perform(target.begin(step, running: running, at: now))
    case .countWasRequested:
      if let recordedCounts { perform(recordedCounts.countWasRequested(at: now)) }
    case .note(let author, let cause): target.note(by: author, cause: cause, at: now)
    case .refuse(let author, let cause, let reason):
      target.note(by: author, cause: cause, reason: reason, at: now)
    case .deploymentEnded(let cause):
      target.note(by: ActiveDeployment.author, cause: cause, at: now)
      if let recordedCounts { perform(recordedCounts.deploymentEnded(at: now)) }
    case .tasksChanged: noteTasks()
    case .checkSteadyState:
      if target.awaitsSteadyState, tasks.isSteady(at: now) { perform(target.serviceIsSteady()) }
    }
  }

  private mutating func adopt(_ count: Int, cause: String) {
    guard target.adopt(count, cause: cause, at: timetable.now) else { return }
    tasks.set(desired: count)
    perform(.countWasRequested)
    if recordedRunning == nil {
      timetable.schedule(.tasks(.reconcile), after: target.timeToReconcile)
    }
  }

  // MARK: Metrics

  /// Keeps the points of a metric window that has been closed.
  @inline(__always)
  private mutating func keep(_ point: ServiceMetrics) {
    stream.append(point)
    if keepsOtherMetrics { keepOthers() }
  }

  private mutating func keepOthers() {
    stream.appendOthers(
      queue: plane.queueMetrics, taskCPU: plane.taskCPU, running: running)
  }

  private mutating func scheduleMetricWindow() {
    timetable.repeat(RecurringEvents.metricWindow, at: stream.windowEnd)
  }

  private mutating func scheduleFineWindow() {
    timetable.repeat(RecurringEvents.fineWindow, at: stream.fineWindowEnd)
  }

  private mutating func scheduleMinute() {
    guard let end = stream.minuteEnd else { return timetable.stop(RecurringEvents.minute) }
    timetable.repeat(RecurringEvents.minute, at: end)
  }

  @inline(__always)
  private mutating func countMinute() {
    if !Plane.isExact { watchHealth() }
    let (desired, running, healthy) = (tasks.desired, running, tasks.healthy)
    stream.closeMinute(MinuteCounts(desired: desired, running: running, healthy: healthy))
    guard tasks.watchesMinutes else { return }
    perform(
      tasks.minuteEnds(
        stream.newest, connections: plane.openConnections, at: timetable.now))
  }

  /// Passes the minutes that decide nothing, with the same results as event by event.
  ///
  /// Most minutes of a month are such: no task comes or goes, no alarm changes its state, and a policy
  /// whose alarm is in ALARM stands at a bound. To be called when a minute has just been closed.
  private mutating func passQuietMinutes() {
    let capacity = target.capacity(running: running)
    guard
      alarms.hasStandingAnswers(
        for: capacity, isLogged: { target.hasRun(of: $0, alarm: $1) })
    else { return }
    let first = stream.closedMinutes
    // What recurs moves by all of them together, once they have passed.
    var passed: Int64 = 0
    while isQuiet(after: passed) {
      alarms.acceptNext()
      let end = SimTime.minute(stream.closedMinutes + 1)
      timetable.pass(until: end)
      keep(plane.passMinute(windowEnd: stream.windowEndOfMinute, until: end))
      passed += 60_000_000_000
      countMinute()
    }
    guard passed > 0 else { return }
    timetable.shiftRecurring(by: passed)
    // The last minute may be a partial one.
    scheduleMinute()
    for index in 0..<alarms.count where alarms.isInAlarm(index) {
      let last = timetable.evaluation(ofAlarm: index) - 60_000_000_000
      target.extendRun(
        ofAlarm: index, by: Int(stream.closedMinutes - first),
        until: SimTime(nanoseconds: last))
    }
  }

  /// Whether nothing is decided in the minute that follows; the alarms look ahead for it.
  ///
  /// - Parameter passed: nanoseconds by which what recurs is still to be moved.
  @inline(__always)
  private mutating func isQuiet(after passed: Int64) -> Bool {
    let start = stream.closedMinutes * 60_000_000_000
    let end = start + 60_000_000_000
    guard timetable.firstQueued > end, stream.isInStep else { return false }
    for index in 0..<alarms.count {
      let time = timetable.evaluation(ofAlarm: index) + passed
      guard time >= start, time < end, alarms.looksAhead(index, in: stream.history, at: time)
      else { return false }
    }
    return true
  }

  // MARK: Alarms

  /// Evaluates an alarm and, as long as it is in ALARM, asks its policy once a minute.
  private mutating func evaluateAlarm(_ index: Int) {
    let now = timetable.now
    timetable.repeatAlarm(index, at: now.nanoseconds + alarms.interval(index))
    let verdict = alarms.evaluate(
      index, points, in: stream.history, at: now, running: tasks.runningChanges)
    if points.isExplaining, points.hasEnded(for: alarms[index], at: now) {
      timetable.stopAlarm(index)
    }
    switch verdict {
    case .rests: target.endRun(ofAlarm: index)
    case .waits: break
    case .acts(.history):
      if continuesAnswer(index) { return }
      alarms.takeWindow(index, from: stream.history, at: now)
      invokePolicy(ofAlarm: index)
    case .acts(.window): invokePolicy(ofAlarm: index)
    case .acts(.unknown):
      target.refuse(
        alarms[index], index: index, .unknownDataPoints,
        why: points.isExplaining ? "points from before the start decide, and are not known" : nil,
        at: now)
    }
  }

  /// Whether the policy does not act for the same reason as before: most minutes of a month go by at
  /// a bound, or with as many tasks as they need.
  @inline(__always)
  private mutating func continuesAnswer(_ index: Int) -> Bool {
    let capacity = target.capacity(running: running)
    let reason = alarms.standingReason(index, for: capacity, in: stream.history) {
      target.standingAnswer(of: $0, alarm: $1, for: capacity)
    }
    guard let reason else { return false }
    return target.continues(reason, alarm: index, at: timetable.now)
  }

  private mutating func invokePolicy(ofAlarm index: Int) {
    let request = alarms.request(index)
    let view = view
    var answer = target.answer(request, view)
    answer.decision = target.unlessSuspended(answer.decision, at: timetable.clockTime)
    if let held = predictive?.holding(
      answer.decision, requested: target.requested, maxTasks: target.maxTasks, at: timetable.now)
    {
      answer.decision = held
    }
    perform(
      target.act(on: answer, to: request, view, isExplaining: points.isExplaining))
  }

  // MARK: Health checks

  /// Where no single requests are served, checks begin with the first minute that leaves a wait.
  @inline(__always)
  private mutating func watchHealth() {
    guard !tasks.isCheckScheduled, isAnyTargetBehind,
      let next = tasks.nextCheck(after: timetable.now)
    else { return }
    timetable.schedule(.healthChecks, at: next)
  }

  private var isAnyTargetBehind: Bool {
    mutating get { plane.longestCheckSeconds > tasks.checkSecondsWatched }
  }

  private mutating func checkHealth() {
    tasks.beginChecks()
    for task in tasks.checkedTargets {
      perform(tasks.check(task, delay: plane.checkDelay(of: task), at: timetable.now))
    }
    let isAnyBehind = isAnyTargetBehind
    perform(tasks.endChecks(isAnyBehind: isAnyBehind, at: timetable.now))
  }

  // MARK: Forecasts

  private mutating func startPredictions() {
    guard let count = predictive?.count else { return }
    noteTasks()
    refreshForecasts()
    for index in 0..<count { actOnForecast(index, hour: 0) }
  }

  private mutating func noteTasks() {
    guard predictive != nil else { return }
    let serving = tasks.serving
    predictive?.note(tasks: serving.tasks, targets: serving.targets, at: timetable.now)
  }

  private mutating func refreshForecasts() {
    let actions =
      predictive?.refresh(at: timetable.now, recorded: recordedRunning) { metric, minute in
        points.value(
          of: metric, minute: minute, in: stream.history, running: tasks.runningChanges)
      } ?? []
    perform(actions)
  }

  private mutating func actOnForecast(_ index: Int, hour: Int) {
    perform(predictive?.nextTurn(of: index, after: hour, at: timetable.now) ?? [])
    let view = forecastView
    perform(predictive?.act(index, hour: hour, view) ?? [])
  }

  /// What the predictive policies did, once the run has ended.
  mutating func predictiveOutcomes() -> [PredictiveOutcome] {
    predictive?.outcomes(recorded: recordedRunning) { metric, minute in
      points.value(
        of: metric, minute: minute, in: stream.history, running: tasks.runningChanges)
    } ?? []
  }

  // MARK: Pods

  private mutating func schedulePodAutoscaler() {
    guard let autoscaler else { return }
    timetable.repeat(RecurringEvents.autoscaler, at: autoscaler.sync.nanoseconds)
    if let interval = autoscaler.pollingInterval {
      timetable.repeat(RecurringEvents.trigger, at: interval.nanoseconds)
    }
  }

  private mutating func syncPods() {
    guard let interval = autoscaler?.sync else { return }
    timetable.repeat(RecurringEvents.autoscaler, at: (timetable.now + interval).nanoseconds)
    let podView = podView
    if let step = autoscaler?.sync(podView) { perform(.begin(step)) }
  }

  private mutating func pollTrigger() {
    guard let interval = autoscaler?.pollingInterval else { return }
    timetable.repeat(RecurringEvents.trigger, at: (timetable.now + interval).nanoseconds)
    let podView = podView
    if let step = autoscaler?.poll(podView) { perform(.begin(step)) }
  }

  func podAutoscaler(continuedFrom time: SimTime) -> PodAutoscaler? {
    autoscaler?.continued(from: time)
  }

  // MARK: After the run

  /// Ends the run for all that live on: requests in flight, and tasks, which are paid up to now.
  mutating func finish() {
    plane.finish()
    tasks.finish()
  }
}
