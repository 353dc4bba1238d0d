internal import Autoscaling
internal import Kernel
internal import Units

extension ServiceRun {
  /// Starts the activity that an alarm's policy asked for.
  mutating func begin(
    _ target: Int, policy: any ScalingPolicy, alarm: AlarmMonitor, arithmetic: String? = nil
  ) {
    begin(
      target, by: policy.name, cause: ActivityLog.cause(alarm, policy: policy.name),
      cooldown: target > scaling.requested ? policy.scaleOutCooldown : policy.scaleInCooldown,
      at: now + configuration.lifeCycle.alarmToActivity, arithmetic: arithmetic)
  }

  /// Starts an activity towards `target` tasks; one still under way is overridden.
  mutating func begin(
    _ target: Int, by policy: String, cause: String, cooldown: SimDuration?, at start: SimTime,
    arithmetic: String? = nil
  ) {
    if let current = scaling.current { log.close(current.entry, .overridden, at: start) }
    let entry = log.scaled(
      by: policy, cause: cause, from: scaling.requested, to: target, at: start,
      arithmetic: arithmetic)
    let activity = ScalingState.Activity(
      entry: entry, isScaleOut: target > scaling.requested, target: target, cooldown: cooldown)
    scaling.begin(activity, running: runningCount, at: now)
    schedule(.activityStarts(entry), at: start)
    if let held = recordedCountHold { schedule(.recordedDesired, at: now + held) }
  }

  /// ECS learns the new desired count and will act on it a few seconds later.
  mutating func startActivity(_ entry: Int) {
    guard let activity = scaling.current, activity.entry == entry else { return }
    scaling.markStarted()
    desired = activity.target
    schedule(.reconcile, at: now + draw(from: configuration.lifeCycle.activityToTask))
    schedule(.activityTimesOut(entry), at: now + configuration.lifeCycle.activityTimeout)
  }

  /// Application Auto Scaling waits no longer; ECS goes on towards the desired count.
  mutating func abandon(_ entry: Int) {
    guard let activity = scaling.current, activity.entry == entry, !activity.isSteady else {
      return
    }
    log.close(entry, .unfulfilled, at: now)
    scaling.abandon()
  }

  /// Once the service is steady again, Application Auto Scaling finds out a while later.
  mutating func checkSteadyState() {
    guard let activity = scaling.current, activity.hasStarted, !activity.isSteady,
      isSteady
    else { return }
    scaling.markSteady()
    schedule(
      .activitySucceeds(activity.entry),
      at: now + draw(from: configuration.lifeCycle.steadyToSuccess))
  }

  mutating func succeed(_ entry: Int) {
    guard let activity = scaling.current, activity.entry == entry else { return }
    log.close(entry, .successful, at: now)
    scaling.succeed(at: now)
  }

  mutating func draw(from range: ClosedRange<SimDuration>) -> SimDuration {
    let low = range.lowerBound
    let width = (range.upperBound - low).inSeconds
    return low + SimDuration(seconds: delays.uniform() * width)
  }
}
