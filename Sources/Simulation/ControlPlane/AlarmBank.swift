internal import Autoscaling
internal import Units

/// The CloudWatch alarms of a service: their states, when they change, and when they act.
struct AlarmBank: ~Copyable {
  private let alarms: [Alarm]
  private var cursors: FixedBuffer<AlarmCursor>
  /// The points that each alarm compared last, oldest first.
  private var windows: [[Double]]
  private let created: SimTime
  private(set) var transitions: [AlarmTransition] = []
  /// Every evaluation, for a replay only.
  private(set) var evaluations: [AlarmEvaluationRecord] = []

  /// What an alarm goes on from.
  struct Standing {
    let state: AlarmState
    /// When its next action may come, if it stays in ALARM.
    let nextAction: Int64
    /// The points that it compared last.
    let window: [Double]
  }

  /// What follows from an evaluation.
  enum Verdict {
    /// The alarm is not in ALARM.
    case rests
    /// It stays in ALARM, and its next action is not due.
    case waits
    /// It invokes its policy.
    case acts(Basis)
  }

  /// What a policy computes from.
  enum Basis {
    /// All points that the alarm compares are in the history.
    case history
    /// `windows` has the points, if there are any.
    case window
    /// Points from before the start would decide.
    case unknown
  }

  /// - Parameter isRecorded: whether the metrics are a recording's.
  init(_ settings: AlarmSettings, key: RunKey, isRecorded: Bool) {
    let alarms = Alarm.all(settings, key: key, isRecorded: isRecorded)
    self.alarms = alarms
    cursors = FixedBuffer(
      alarms.map { alarm in
        AlarmCursor(
          alarm, metrics: settings.publication, actionInterval: settings.actionInterval,
          isVote: settings.policies[alarm.policy].agreementAlarm == alarm.alarm)
      })
    windows = Array(repeating: [], count: alarms.count)
    created = settings.created
  }

  /// Of each alarm, for a run that begins at `time` of this one.
  func standings(at time: SimTime) -> [Standing] {
    cursors.indices.map { index in
      Standing(
        state: cursors[index].state, nextAction: cursors[index].nextAction(after: time),
        window: windows[index])
    }
  }

  /// Goes on from where the alarms stood before; a state that is stated for the start stays.
  mutating func resume(_ standings: [Standing], in history: borrowing MetricHistory) {
    for (index, standing) in standings.enumerated() {
      cursors[index].lookBack(in: history)
      guard !alarms[index].isOlder else { continue }
      cursors[index].resume(standing)
      windows[index] = standing.window
    }
  }

  var count: Int { alarms.count }
  var all: [Alarm] { alarms }

  subscript(index: Int) -> Alarm { alarms[index] }

  func firstEvaluation(_ index: Int) -> SimTime {
    alarms[index].firstEvaluation(notBefore: created)
  }

  /// Nanoseconds from one evaluation to the next.
  @inline(__always)
  func interval(_ index: Int) -> Int64 { cursors[index].interval }

  /// What an alarm asks of its policy, with the alarms of other policies that have a say in a scale-in.
  func request(_ index: Int) -> ScalingRequest {
    var votes: [ScalingRequest.Vote] = []
    for other in cursors.indices
    where cursors[other].isVote && cursors[other].policy != cursors[index].policy {
      votes.append(
        ScalingRequest.Vote(
          alarm: alarms[other], window: windows[other], isInAlarm: cursors[other].isAlarm))
    }
    return ScalingRequest(
      alarm: alarms[index], index: index, points: windows[index], isVote: cursors[index].isVote,
      votes: votes)
  }

  // MARK: Evaluation

  /// Evaluates an alarm.
  ///
  /// - Parameter running: the modelled count over time, for a recording that is scaled by it.
  @inline(__always)
  mutating func evaluate(
    _ index: Int, _ points: AlarmPoints, in history: borrowing MetricHistory, at now: SimTime,
    running: @autoclosure () -> [CountChange]
  ) -> Verdict {
    guard !points.isExplaining,
      let breaching = cursors[index].breaching(in: history, at: now.nanoseconds)
    else {
      return evaluateRange(index, points, in: history, at: now, running: running())
    }
    // The usual case: every point that is compared is there.
    let isAlarm = cursors[index].isRaised(by: breaching)
    if isAlarm != cursors[index].isAlarm || !cursors[index].hasState {
      change(index, to: isAlarm ? .alarm : .ok, reason: nil, at: now)
    }
    guard isAlarm else { return .rests }
    return cursors[index].acts(at: now.nanoseconds) ? .acts(.history) : .waits
  }

  private mutating func evaluateRange(
    _ index: Int, _ points: AlarmPoints, in history: borrowing MetricHistory, at now: SimTime,
    running: [CountChange]
  ) -> Verdict {
    let alarm = alarms[index]
    let before = cursors[index].state
    let range = points.range(of: alarm, at: now, in: history, running: running)
    let evaluation = alarm.configuration.evaluate(
      range.points, unknown: alarm.isOlder ? range.unknown : 0, previous: before)
    windows[index] = evaluation.window
    let reason = points.isExplaining ? alarm.configuration.stateReason(evaluation) : nil
    if let reason {
      evaluations.append(
        AlarmEvaluationRecord(
          time: now, alarm: alarm.name, from: before, to: evaluation.state, reason: reason,
          newestPointStart: points.newestPointStart(of: alarm, at: now)))
    }
    change(index, to: evaluation.state, reason: reason, at: now)
    guard evaluation.state == .alarm else { return .rests }
    guard cursors[index].acts(at: now.nanoseconds) else { return .waits }
    return .acts(evaluation.isDetermined ? .window : .unknown)
  }

  private mutating func change(
    _ index: Int, to state: AlarmState, reason: String?, at now: SimTime
  ) {
    let before = cursors[index].state
    guard state != before else { return }
    cursors[index].note(state)
    transitions.append(
      AlarmTransition(
        time: now, alarm: alarms[index].name, from: before, to: state, reason: reason))
  }

  /// Takes the points that an alarm compares at `now` from the history.
  mutating func takeWindow(_ index: Int, from history: borrowing MetricHistory, at now: SimTime) {
    history.fill(&windows[index], cursors[index], at: now.nanoseconds)
  }

  // MARK: Answers that stand

  /// The reason for which the policy does not act, where that is the same for all points that the
  /// alarm has compared; `nil` where the policy has to be asked.
  ///
  /// - Parameter answer: of the policy, for a capacity that it has not been asked about.
  @inline(__always)
  mutating func standingReason(
    _ index: Int, for capacity: AlarmCursor.Capacity, in history: borrowing MetricHistory,
    answer: (_ policy: Int, _ alarm: Int) -> StandingAnswer?
  ) -> NotScaledReason? {
    if !cursors[index].isKnown(for: capacity) {
      cursors[index].note(
        answer(cursors[index].policy, alarms[index].alarm), for: capacity, in: history)
    }
    guard let answer = cursors[index].answer, cursors[index].isAnswered else { return nil }
    return answer.reason
  }

  /// Whether every alarm in ALARM has been answered, and by an answer that does not change with time.
  ///
  /// - Parameter isLogged: whether the answer of an alarm is the last in the log.
  @inline(__always)
  func hasStandingAnswers(
    for capacity: AlarmCursor.Capacity, isLogged: (NotScaledReason, _ alarm: Int) -> Bool
  ) -> Bool {
    for index in cursors.indices where cursors[index].isAlarm {
      guard cursors[index].isKnown(for: capacity), let answer = cursors[index].answer,
        isLogged(answer.reason, index)
      else { return false }
    }
    return true
  }

  // MARK: Quiet minutes

  /// Whether every alarm has one evaluation a minute, with one new point.
  var isPerMinute: Bool { cursors.indices.allSatisfy { cursors[$0].isPerMinute } }

  /// Whether an evaluation at `time` changes nothing; see `AlarmCursor.looksAhead`.
  @inline(__always)
  mutating func looksAhead(_ index: Int, in history: borrowing MetricHistory, at time: Int64)
    -> Bool
  {
    cursors[index].looksAhead(in: history, at: time)
  }

  /// Sees the points that the alarms have looked ahead at.
  @inline(__always)
  mutating func acceptNext() {
    for index in cursors.indices { cursors[index].acceptNext() }
  }

  @inline(__always)
  func isInAlarm(_ index: Int) -> Bool { cursors[index].isAlarm }
}
