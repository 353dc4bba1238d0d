internal import Autoscaling
internal import Kernel
internal import Ledger
internal import Units

/// Application Auto Scaling's side of one service: its capacity bounds, the count that was asked for,
/// activities with their cooldowns, and what the policies decide.
struct ScalableTarget: ~Copyable {
  private let settings: ScalingSettings
  private var state: ScalingState
  private var log: ActivityLog
  private var fewest: Int
  private var most: Int

  /// The tasks of the service, as a decision sees them.
  struct View {
    let running: Int
    let isDeploying: Bool
    let now: SimTime
  }

  /// - Parameter start: what it goes on from; `nil` for a target that is registered at the start.
  init(
    _ settings: ScalingSettings, alarmCount: Int, keepsEachAnswer: Bool, start: StartState? = nil
  ) {
    self.settings = settings
    state = start?.scaling ?? ScalingState(desired: settings.initialTasks)
    log = ActivityLog(alarmCount: alarmCount, keepsEach: keepsEachAnswer)
    fewest = start?.bounds.fewest ?? settings.minTasks
    most = start?.bounds.most ?? settings.maxTasks
  }

  // MARK: Facts

  var policies: [any ScalingPolicy] { settings.policies }
  var minTasks: Int { fewest }
  var maxTasks: Int { most }
  private var bounds: ClosedRange<Int> { fewest...max(fewest, most) }
  /// The count that the last decision asked for, and when it did.
  var requested: Int { state.requested }
  var requestedAt: SimTime { state.requestedAt }
  var requests: [CountChange] { state.requests }
  func state(continuedFrom time: SimTime) -> ScalingState { state.continued(from: time) }
  /// Whether an activity is under way.
  var isScaling: Bool { state.current != nil }

  func activities(until end: SimTime) -> [ScalingActivity] { log.activities(until: end) }

  func capacity(running: Int) -> AlarmCursor.Capacity {
    AlarmCursor.Capacity(running: running, desired: state.requested, fewest: fewest, most: most)
  }

  /// Whether a kind of scaling is suspended at `time`.
  func isSuspended(_ process: ScalingSuspension.Process, at time: UTCTime) -> Bool {
    settings.isSuspended(process, at: time)
  }

  // MARK: Decisions

  /// The answer that a policy gives for a whole range of points at a capacity.
  func standingAnswer(
    of policy: Int, alarm: Int, for capacity: AlarmCursor.Capacity
  ) -> StandingAnswer? {
    policies[policy].standingAnswer(
      alarm: alarm, running: capacity.running, desired: capacity.desired,
      bounds: capacity.fewest...max(capacity.fewest, capacity.most))
  }

  /// What a policy makes of an alarm in ALARM, before suspensions and forecasts.
  func answer(_ request: borrowing ScalingRequest, _ view: View) -> ScalingAnswer {
    ScalingAnswer(to: request, of: policies) { alarm, window in
      ScalingObservation(
        alarm: alarm.alarm, window: window, running: view.running, desired: state.requested,
        minCapacity: fewest, maxCapacity: most, scaleOutBase: state.scaleOutBase(at: view.now),
        isScaleOutInProgress: state.isScaleOutInProgress,
        isScaleInCoolingDown: state.isScaleInCoolingDown(at: view.now),
        isDeploymentInProgress: view.isDeploying,
        // The alarm that asks is in ALARM itself.
        othersAgreeToScaleIn: request.votes.allSatisfy {
          $0.isInAlarm || $0.alarm.policy == alarm.policy
        })
    }
  }

  func unlessSuspended(_ decision: ScalingDecision, at time: @autoclosure () -> UTCTime)
    -> ScalingDecision
  {
    guard case .setDesired(let target) = decision, !settings.suspensions.isEmpty,
      isSuspended(target > state.requested ? .dynamicScalingOut : .dynamicScalingIn, at: time())
    else { return decision }
    return .none(.scalingSuspended)
  }

  /// Carries out what was answered to an alarm, or logs why nothing is done.
  ///
  /// - Parameter isExplaining: whether the arithmetic is logged.
  mutating func act(
    on answer: borrowing ScalingAnswer, to request: borrowing ScalingRequest, _ view: View,
    isExplaining: Bool
  ) -> [ControlAction] {
    let alarm = request.alarm
    switch answer.decision {
    case .none(let reason):
      refuse(
        alarm, index: request.index, reason, why: isExplaining ? answer.arithmetic : nil,
        at: view.now)
      return []
    case .setDesired(let target):
      let policy = policies[alarm.policy]
      let name = settings.policyNames[alarm.policy]
      return begin(
        ScalingStep(
          target: target, author: name,
          cause: ActivityLog.cause(alarm, policy: name) + request.assumption,
          cooldown: target > state.requested ? policy.scaleOutCooldown : policy.scaleInCooldown,
          delay: settings.delays.alarmToActivity,
          arithmetic: isExplaining ? answer.arithmetic : nil),
        running: view.running, at: view.now)
    }
  }

  /// Logs why nothing is done about an alarm in ALARM.
  ///
  /// - Parameter why: for people; not asked for where the answer is as before.
  mutating func refuse(
    _ alarm: Alarm, index: Int, _ reason: NotScaledReason, why: @autoclosure () -> String?,
    at now: SimTime
  ) {
    guard !log.continues(reason, alarm: index, at: now) else { return }
    log.notScaled(
      reason, by: settings.policyNames[alarm.policy], alarm: alarm, index: index,
      desired: state.requested, bounds: bounds, at: now, arithmetic: why())
  }

  // MARK: The log of answers

  func hasRun(of reason: NotScaledReason, alarm: Int) -> Bool {
    log.hasRun(of: reason, alarm: alarm)
  }

  mutating func continues(_ reason: NotScaledReason, alarm: Int, at now: SimTime) -> Bool {
    log.continues(reason, alarm: alarm, at: now)
  }

  @inline(__always)
  mutating func endRun(ofAlarm index: Int) { log.endRun(ofAlarm: index) }

  mutating func extendRun(ofAlarm index: Int, by count: Int, until time: SimTime) {
    log.extendRun(ofAlarm: index, by: count, until: time)
  }

  /// Adds an entry that is over as it begins and changed no capacity.
  mutating func note(
    by author: String, cause: String, status: ScalingActivityStatus = .successful, at now: SimTime
  ) {
    log.note(by: author, cause: cause, desired: state.requested, status: status, at: now)
  }

  /// Adds a reason for doing nothing that no alarm is behind.
  mutating func note(
    by author: String, cause: String, reason: NotScaledReason, at now: SimTime
  ) {
    log.note(by: author, cause: cause, desired: state.requested, reason: reason, at: now)
  }

  // MARK: Activities

  /// Starts an activity; one still under way is overridden.
  mutating func begin(_ step: ScalingStep, running: Int, at now: SimTime) -> [ControlAction] {
    let start = now + step.delay
    if let current = state.current { log.close(current.entry, .overridden, at: start) }
    let entry = log.scaled(
      by: step.author, cause: step.cause, from: state.requested, to: step.target, at: start,
      arithmetic: step.arithmetic)
    let activity = ScalingState.Activity(
      entry: entry, isScaleOut: step.target > state.requested, target: step.target,
      cooldown: step.cooldown)
    state.begin(activity, running: running, at: now)
    return [.schedule(.scaling(.activityStarts(entry)), at: start), .countWasRequested]
  }

  mutating func handle(_ event: Event, running: Int, at now: SimTime, clock: UTCTime)
    -> [ControlAction]
  {
    switch event {
    case .activityStarts(let entry): return startActivity(entry, at: now)
    case .activitySucceeds(let entry): succeed(entry, at: now)
    case .activityTimesOut(let entry): abandon(entry, at: now)
    case .scheduledAction(let action):
      return runScheduledAction(Int(action), running: running, at: now, clock: clock)
    }
    return []
  }

  /// ECS learns the new desired count and will act on it a few seconds later.
  private mutating func startActivity(_ entry: Int, at now: SimTime) -> [ControlAction] {
    guard let activity = state.current, activity.entry == entry else { return [] }
    state.markStarted()
    return [
      .setDesired(activity.target),
      .scheduleAfter(.tasks(.reconcile), settings.delays.activityToTask),
      .schedule(
        .scaling(.activityTimesOut(entry)), at: now + settings.delays.activityTimeout),
    ]
  }

  /// Application Auto Scaling waits no longer; ECS goes on towards the desired count.
  private mutating func abandon(_ entry: Int, at now: SimTime) {
    guard let activity = state.current, activity.entry == entry, !activity.isSteady else {
      return
    }
    log.close(entry, .unfulfilled, at: now)
    state.abandon()
  }

  /// Whether an activity waits for the service to be steady.
  var awaitsSteadyState: Bool {
    guard let activity = state.current else { return false }
    return activity.hasStarted && !activity.isSteady
  }

  /// The service is steady again; Application Auto Scaling finds out a while later.
  mutating func serviceIsSteady() -> [ControlAction] {
    guard let activity = state.current, awaitsSteadyState else { return [] }
    state.markSteady()
    return [
      .scheduleAfter(
        .scaling(.activitySucceeds(activity.entry)), settings.delays.steadyToSuccess)
    ]
  }

  private mutating func succeed(_ entry: Int, at now: SimTime) {
    guard let activity = state.current, activity.entry == entry else { return }
    log.close(entry, .successful, at: now)
    state.succeed(at: now)
  }

  /// Takes a count that somebody else has set: ECS takes whatever it is told, and scaling goes on from
  /// there (aws-autoscaling reference sections 1 and 10).
  ///
  /// - Returns: whether it is another one than was asked for.
  mutating func adopt(_ count: Int, cause: String, at now: SimTime) -> Bool {
    guard count != state.requested else { return false }
    if let current = state.current { log.close(current.entry, .overridden, at: now) }
    log.changed(by: "desired count", cause: cause, from: state.requested, to: count, at: now)
    state.adopt(count, at: now)
    return true
  }

  mutating func setMaximum(_ count: Int) { most = count }

  /// From a new desired count to ECS starting or stopping tasks.
  var timeToReconcile: ClosedRange<SimDuration> { settings.delays.activityToTask }
}

// MARK: - Scheduled actions

extension ScalableTarget {
  enum Event: BitwiseCopyable {
    /// The activity with that place in the log reaches ECS, or becomes successful.
    case activityStarts(Int)
    case activitySucceeds(Int)
    /// The activity with that place in the log has taken too long.
    case activityTimesOut(Int)
    /// A run of the scheduled action with that place.
    case scheduledAction(Int)
  }

  func scheduledRuns(in period: Period, key: RunKey) -> [ControlAction] {
    settings.scheduled.runs(in: period, key: key)
  }

  /// Sets the bounds, and moves a desired count outside them to the nearer one at once.
  private mutating func runScheduledAction(
    _ place: Int, running: Int, at now: SimTime, clock: UTCTime
  ) -> [ControlAction] {
    let run = settings.scheduled.run(
      place, fewest: fewest, most: most, isSuspended: isSuspended(.scheduled, at: clock))
    if let bounds = run.bounds {
      fewest = bounds.lowerBound
      most = bounds.upperBound
      let bounded = min(max(state.requested, fewest), most)
      if bounded != state.requested {
        let step = ScalingStep(
          target: bounded, author: run.author, cause: run.cause, cooldown: nil)
        return begin(step, running: running, at: now)
      }
    }
    note(by: run.author, cause: run.cause, status: run.status, at: now)
    return []
  }
}
