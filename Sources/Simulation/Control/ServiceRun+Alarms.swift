internal import Autoscaling
internal import Units

extension ServiceRun {
  /// Evaluates an alarm and, every time that it is in ALARM, asks its policy.
  func evaluateAlarm(_ index: Int) {
    let alarm = alarms[index]
    let points = points(for: alarm)
    let evaluation = alarm.configuration.evaluate(points, previous: alarm.state)
    alarms[index].state = evaluation.state
    alarms[index].window = evaluation.window
    if isExplaining { noteEvaluation(of: alarm, points: points, evaluation) }
    if evaluation.state != alarm.state {
      transitions.append(
        AlarmTransition(
          time: now, alarm: alarm.name, from: alarm.state, to: evaluation.state,
          reason: isExplaining ? alarm.configuration.stateReason(evaluation) : nil))
    }
    // An alarm kept in ALARM without a single point has nothing to compute a capacity from.
    if evaluation.state == .alarm, !evaluation.window.isEmpty {
      invokePolicy(alarm: index)
    } else {
      log.endRun(ofAlarm: index)
    }
    schedule(.alarmEvaluated(index), at: now + alarm.configuration.evaluationInterval)
  }

  /// The alarm's evaluation range, oldest first.
  private func points(for alarm: AlarmMonitor) -> [Double?] {
    let configured = alarm.configuration
    let horizon = alarm.horizon(
      at: now, lag: configuration.metrics.lag(of: configured.metric))
    if let recording {
      return recordedRange(
        recording, of: configured.metric, horizon: horizon, count: configured.evaluationRange)
    }
    return history.range(
      of: configured.metric, period: configured.period, horizon: horizon,
      count: configured.evaluationRange)
  }

  private func invokePolicy(alarm index: Int) {
    let alarm = alarms[index]
    let policy = configuration.policies[alarm.policy]
    let arithmetic = isExplaining ? policy.arithmetic(observation(of: alarm)) : nil
    switch unlessSuspended(decide(alarm)) {
    case .none(let reason):
      log.notScaled(
        reason, by: policy.name, alarm: alarm, index: index, desired: scaling.requested, at: now,
        arithmetic: arithmetic)
    case .setDesired(let target):
      begin(target, policy: policy, alarm: alarm, arithmetic: arithmetic)
    }
  }

  private func unlessSuspended(_ decision: ScalingDecision) -> ScalingDecision {
    guard case .setDesired(let target) = decision,
      isSuspended(target > scaling.requested ? .dynamicScalingOut : .dynamicScalingIn)
    else { return decision }
    return .none(.scalingSuspended)
  }

  /// One policy's decision, joined with the others that have a say when it is a scale-in: all must
  /// be ready, and the one that leaves most tasks wins (aws-autoscaling reference section 2.6).
  private func decide(_ alarm: AlarmMonitor) -> ScalingDecision {
    let policies = configuration.policies
    let decision = policies[alarm.policy].decide(observation(of: alarm))
    guard case .setDesired(var target) = decision, target < scaling.requested,
      policies[alarm.policy].agreementAlarm == alarm.alarm
    else { return decision }
    for other in voters(besides: alarm) {
      guard case .setDesired(let wanted) = policies[other.policy].decide(observation(of: other)),
        wanted < scaling.requested
      else { return .none(.otherPolicyNotReady) }
      target = max(target, wanted)
    }
    return .setDesired(target)
  }

  /// The alarms of other policies that have to be in ALARM before this one may scale in.
  private func voters(besides alarm: AlarmMonitor) -> [AlarmMonitor] {
    alarms.filter {
      $0.policy != alarm.policy
        && configuration.policies[$0.policy].agreementAlarm == $0.alarm
    }
  }

  private func observation(of alarm: AlarmMonitor) -> ScalingObservation {
    ScalingObservation(
      alarm: alarm.alarm, window: alarm.window, running: runningCount,
      desired: scaling.requested, minCapacity: minTasks,
      maxCapacity: maxTasks, scaleOutBase: scaling.scaleOutBase(at: now),
      isScaleOutInProgress: scaling.isScaleOutInProgress,
      isScaleInCoolingDown: scaling.isScaleInCoolingDown(at: now),
      othersAgreeToScaleIn: voters(besides: alarm).allSatisfy { $0.state == .alarm })
  }
}
