internal import Autoscaling
internal import Units

// What a month of minutes calls is `mutating` even where it changes nothing: lending a run to a method
// copies all of it.
extension ServiceRun {
  /// Evaluates an alarm and, as long as it is in ALARM, asks its policy once a minute.
  mutating func evaluateAlarm(_ index: Int) {
    recurring.set(
      RecurringEvents.alarms + index, to: now.nanoseconds + watches[index].interval)
    if !isExplaining,
      let breaching = watches[index].breaching(in: history, at: now.nanoseconds)
    {
      // The usual case: every point that is compared is there.
      let isAlarm = breaching >= watches[index].datapointsToAlarm
      if isAlarm != watches[index].isAlarm || !watches[index].hasState {
        change(index, to: isAlarm ? .alarm : .ok, reason: nil)
      }
      guard isAlarm else { return log.endRun(ofAlarm: index) }
      guard watches[index].acts(at: now.nanoseconds) else { return }
      if continuesAnswer(index) { return }
      history.fill(&alarms[index].window, watches[index], at: now.nanoseconds)
      return invokePolicy(alarm: index)
    }
    let evaluation = evaluateRange(index)
    change(
      index, to: evaluation.state,
      reason: isExplaining ? alarms[index].configuration.stateReason(evaluation) : nil)
    // An alarm kept in ALARM without its points has nothing to compute a capacity from.
    guard evaluation.state == .alarm, !evaluation.window.isEmpty, evaluation.isDetermined else {
      return log.endRun(ofAlarm: index)
    }
    if watches[index].acts(at: now.nanoseconds) { invokePolicy(alarm: index) }
  }

  private mutating func change(_ index: Int, to state: AlarmState, reason: String?) {
    let before = alarms[index].state
    guard state != before else { return }
    alarms[index].state = state
    watches[index].note(state)
    transitions.append(
      AlarmTransition(
        time: now, alarm: alarms[index].name, from: before, to: state, reason: reason))
  }

  private mutating func evaluateRange(_ index: Int) -> AlarmEvaluation {
    let alarm = alarms[index]
    let range = evaluationRange(of: alarm)
    let evaluation = alarm.configuration.evaluate(
      range.points, unknown: alarm.isOlder ? range.unknown : 0, previous: alarm.state)
    alarms[index].window = evaluation.window
    if isExplaining {
      // The note is of the alarm as the evaluation leaves it.
      noteEvaluation(of: alarm, evaluation)
      stopAtEnd(of: alarm, index)
    }
    return evaluation
  }

  /// The alarm's evaluation range, oldest first, and how many of its points begin before the start.
  private func evaluationRange(of alarm: AlarmMonitor) -> (points: [Double?], unknown: Int) {
    let configured = alarm.configuration
    let horizon = alarm.horizon(
      at: now, lag: configuration.metrics.lag(of: configured))
    let count = configured.evaluationRange
    if let recorded = recording?.metric(configured.identity) {
      return (
        recordedRange(
          recorded, period: configured.period, statistic: configured.statistic, horizon: horizon,
          count: count),
        recorded.unknown(by: horizon, period: configured.period, count: count)
      )
    }
    let points = history.range(
      of: configured.metric, period: configured.period, horizon: horizon, count: count)
    let whole = Int(max(0, horizon.nanoseconds) / configured.period.nanoseconds)
    return (points, max(0, count - whole))
  }

  private mutating func invokePolicy(alarm index: Int) {
    let decision = heldByForecast(unlessSuspended(decide(index)))
    if case .none(let reason) = decision, log.continues(reason, alarm: index, at: now) { return }
    let alarm = alarms[index]
    let policy = configuration.policies[alarm.policy]
    let arithmetic = isExplaining ? arithmetic(of: index, decision) : nil
    switch decision {
    case .none(let reason):
      log.notScaled(
        reason, by: policyNames[alarm.policy], alarm: alarm, index: index,
        desired: scaling.requested, bounds: minTasks...max(minTasks, maxTasks), at: now,
        arithmetic: arithmetic)
    case .setDesired(let target):
      begin(target, policy: policy, alarm: alarm, arithmetic: arithmetic)
    }
  }

  /// Whether the policy does not act for the same reason as before: most minutes of a month go by at
  /// a bound, or with as many tasks as they need.
  @inline(__always)
  private mutating func continuesAnswer(_ index: Int) -> Bool {
    let capacity = AlarmWatch.Capacity(
      running: runningCount, desired: scaling.requested, fewest: minTasks, most: maxTasks)
    if !watches[index].isKnown(for: capacity) {
      let answer = configuration.policies[watches[index].policy].standingAnswer(
        alarm: alarms[index].alarm, running: capacity.running, desired: capacity.desired,
        bounds: capacity.fewest...max(capacity.fewest, capacity.most))
      watches[index].note(answer, for: capacity, in: history)
    }
    guard let answer = watches[index].answer, watches[index].isAnswered else { return false }
    return log.continues(answer.reason, alarm: index, at: now)
  }

  private mutating func unlessSuspended(_ decision: ScalingDecision) -> ScalingDecision {
    guard case .setDesired(let target) = decision,
      isSuspended(target > scaling.requested ? .dynamicScalingOut : .dynamicScalingIn)
    else { return decision }
    return .none(.scalingSuspended)
  }

  /// One policy's decision, joined with the others that have a say when it is a scale-in: all must
  /// be ready, and the one that leaves most tasks wins (aws-autoscaling reference section 2.6).
  private mutating func decide(_ index: Int) -> ScalingDecision {
    let policy = watches[index].policy
    let decision = configuration.policies[policy].decide(observation(of: index))
    guard case .setDesired(var target) = decision, target < scaling.requested,
      watches[index].isVote
    else { return decision }
    for other in watches.indices where watches[other].isVote && watches[other].policy != policy {
      let voter = configuration.policies[watches[other].policy]
      guard case .setDesired(let wanted) = voter.decide(observation(of: other)),
        wanted < scaling.requested
      else { return .none(.otherPolicyNotReady) }
      target = max(target, wanted)
    }
    return .setDesired(target)
  }

  /// The policy's own computation, and who keeps more tasks than it asked for.
  private mutating func arithmetic(of index: Int, _ decision: ScalingDecision) -> String {
    let policy = watches[index].policy
    let text = configuration.policies[policy].arithmetic(observation(of: index))
    guard case .setDesired(let target) = decision, target < scaling.requested,
      case .setDesired(let own) = configuration.policies[policy].decide(observation(of: index)),
      own < target
    else { return text }
    for other in watches.indices where watches[other].isVote && watches[other].policy != policy {
      let voter = configuration.policies[watches[other].policy]
      if voter.decide(observation(of: other)) == .setDesired(target) {
        return "\(text); \(voter.name) needs \(target)"
      }
    }
    return "\(text); the forecast needs \(target)"
  }

  private mutating func observation(of index: Int) -> ScalingObservation {
    ScalingObservation(
      alarm: alarms[index].alarm, window: alarms[index].window, running: runningCount,
      desired: scaling.requested, minCapacity: minTasks,
      maxCapacity: maxTasks, scaleOutBase: scaling.scaleOutBase(at: now),
      isScaleOutInProgress: scaling.isScaleOutInProgress,
      isScaleInCoolingDown: scaling.isScaleInCoolingDown(at: now),
      isDeploymentInProgress: deployment != nil,
      othersAgreeToScaleIn: othersAgreeToScaleIn(besides: watches[index].policy))
  }

  private mutating func othersAgreeToScaleIn(besides policy: Int) -> Bool {
    for index in watches.indices where watches[index].isVote && watches[index].policy != policy {
      if !watches[index].isAlarm { return false }
    }
    return true
  }
}
