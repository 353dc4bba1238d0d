internal import Autoscaling
internal import Units

extension ServiceRun {
  /// Evaluates an alarm and, every time that it is in ALARM, asks its policy.
  func evaluateAlarm(_ index: Int) {
    let watch = watches[index]
    schedule(.alarmEvaluated(index), at: SimTime(nanoseconds: now.nanoseconds + watch.interval))
    if !isExplaining, let breaching = history.breaching(watch, at: now.nanoseconds) {
      // The usual case: every point that is compared is there.
      let state: AlarmState = breaching >= watch.datapointsToAlarm ? .alarm : .ok
      change(index, to: state, reason: nil)
      guard state == .alarm else { return log.endRun(ofAlarm: index) }
      history.fill(&alarms[index].window, watch, at: now.nanoseconds)
      return invokePolicy(alarm: index)
    }
    let evaluation = evaluateRange(index)
    change(
      index, to: evaluation.state,
      reason: isExplaining ? alarms[index].configuration.stateReason(evaluation) : nil)
    // An alarm kept in ALARM without a single point has nothing to compute a capacity from.
    if evaluation.state == .alarm, !evaluation.window.isEmpty {
      invokePolicy(alarm: index)
    } else {
      log.endRun(ofAlarm: index)
    }
  }

  private func change(_ index: Int, to state: AlarmState, reason: String?) {
    let before = alarms[index].state
    guard state != before else { return }
    alarms[index].state = state
    transitions.append(
      AlarmTransition(
        time: now, alarm: alarms[index].name, from: before, to: state, reason: reason))
  }

  private func evaluateRange(_ index: Int) -> AlarmEvaluation {
    let alarm = alarms[index]
    let points = points(for: alarm)
    let evaluation = alarm.configuration.evaluate(points, previous: alarm.state)
    alarms[index].window = evaluation.window
    if isExplaining {
      // The note is of the alarm as the evaluation leaves it.
      noteEvaluation(of: alarm, points: points, evaluation)
    }
    return evaluation
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
        reason, by: policyNames[alarm.policy], alarm: alarm, index: index,
        desired: scaling.requested, at: now,
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
      isDeploymentInProgress: deployment != nil,
      othersAgreeToScaleIn: othersAgreeToScaleIn(besides: alarm.policy))
  }

  private func othersAgreeToScaleIn(besides policy: Int) -> Bool {
    for index in alarms.indices where alarms[index].policy != policy {
      let isVote =
        configuration.policies[alarms[index].policy].agreementAlarm == alarms[index].alarm
      if isVote, alarms[index].state != .alarm { return false }
    }
    return true
  }
}
