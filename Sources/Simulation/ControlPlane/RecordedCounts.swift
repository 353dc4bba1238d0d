internal import Units

/// Watches the counts of a recording for those that somebody else than a policy has set (aws-autoscaling
/// reference sections 1 and 10).
struct RecordedCounts {
  private let counts: [CountChange]
  /// Whether they are desired counts, rather than running ones.
  private let areDesired: Bool
  /// Places of counts that are known to be set from outside: they hold from their own time on.
  private let followed: Set<Int>
  /// How long a recorded count has to differ from the desired one until it replaces it.
  ///
  /// A recorded desired count may come some minutes before or after the modelled decision that it
  /// belongs to. A running count differs as long as tasks start or drain.
  private let hold: SimDuration
  /// What was asked for when each recorded count began, by its place.
  private var requestedAtChange: [Int: Int] = [:]
  /// Places of counts of which it turned out too late that somebody else had set them.
  private(set) var lateAdoptions: [Int] = []

  enum Event: BitwiseCopyable {
    /// The recorded running count changes, or its new tasks have passed their checks.
    case runningChanged
    /// A recorded count may have held for so long that it must be the desired one.
    case mayHold
    /// The recorded count with that place begins, or began as long ago as it takes to tell who set it.
    case begins(Int)
    case hasHeld(Int)
  }

  /// What has been asked for so far.
  struct View {
    let requested: Int
    let requestedAt: SimTime
    let requests: [CountChange]
    let isDeploying: Bool
  }

  /// - Returns: `nil` for a recording without counts.
  init?(_ recording: Recording, _ times: TaskLifeCycle) {
    guard let counts = recording.desired ?? recording.running else { return nil }
    self.counts = counts
    areDesired = recording.desired != nil
    followed = recording.followed
    if areDesired {
      hold = .minutes(3)
    } else {
      let longest = max(times.usualStart, times.deregistrationDelay + times.stopTimeout)
      hold = max(.minutes(5), longest + .minutes(1))
    }
  }

  func start() -> [ControlAction] {
    var actions: [ControlAction] = [.schedule(.recorded(.mayHold), at: .start + hold)]
    for place in (counts.index(at: .start) ?? 0)..<counts.count {
      let time = max(.start, counts[place].time)
      actions.append(.schedule(.recorded(.begins(place)), at: time))
      actions.append(.schedule(.recorded(.hasHeld(place)), at: time + hold))
    }
    return actions
  }

  /// A count has been asked for, or somebody else's was taken.
  func countWasRequested(at now: SimTime) -> [ControlAction] {
    [.schedule(.recorded(.mayHold), at: now + hold)]
  }

  /// A deployment has ended: what it hid may show.
  func deploymentEnded(at now: SimTime) -> [ControlAction] {
    [.schedule(.recorded(.mayHold), at: now)]
  }

  mutating func handle(_ event: Event, _ view: View, at now: SimTime) -> [ControlAction] {
    switch event {
    case .runningChanged: return [.checkSteadyState]
    case .mayHold: return follow(view, at: now)
    case .begins(let place): return pass(place, view)
    case .hasHeld(let place):
      check(place, view)
      return follow(view, at: now)
    }
  }

  /// Takes a recorded count at its own second, where it is known to be set by somebody else.
  private mutating func pass(_ place: Int, _ view: View) -> [ControlAction] {
    let count = counts[place].count
    guard followed.contains(place) else {
      requestedAtChange[place] = view.requested
      return []
    }
    return [
      .adopt(
        count,
        cause: areDesired
          ? "the recorded desired count is \(count)"
          : "the recorded running count is \(count) and stays so, so it is the desired one")
    ]
  }

  /// Notes a recorded desired count that was not asked for around its time: somebody else has set it,
  /// even where a policy has asked for another one soon after.
  private mutating func check(_ place: Int, _ view: View) {
    guard areDesired, let before = requestedAtChange[place] else { return }
    let (time, count) = (counts[place].time, counts[place].count)
    let isAskedFor = view.requests.contains {
      $0.count == count && $0.time >= time - hold && $0.time <= time + hold
    }
    if before != count, !isAskedFor { lateAdoptions.append(place) }
  }

  /// Takes a recorded count for the desired one once it has held, and no decision was made, for the
  /// time that it needs.
  ///
  /// A running count has to have changed since the last decision: one that does not follow a decision
  /// may be that of a service without room for more tasks, or under another policy. Deployments and
  /// tasks that find no room make counts that nobody has asked for.
  private mutating func follow(_ view: View, at now: SimTime) -> [ControlAction] {
    guard now - view.requestedAt >= hold, let place = counts.index(at: now) else { return [] }
    let since = max(.start, counts[place].time)
    let count = counts[place].count
    guard now - since >= hold else { return [] }
    if !areDesired {
      guard !view.isDeploying, since >= view.requestedAt, !fallsShort(count, view),
        !passes(place, view)
      else { return [] }
    }
    if count != view.requested, let before = requestedAtChange[place], before != count {
      lateAdoptions.append(place)
    }
    return [
      .adopt(
        count,
        cause: areDesired
          ? "the recorded desired count is \(count)"
          : "the recorded running count has been \(count) for \(hold) or longer, so it is"
            + " the desired one")
    ]
  }

  /// Whether a count is on the way to the one that was asked for: of tasks that found no room.
  private func fallsShort(_ count: Int, _ view: View) -> Bool {
    guard let before = counts.count(at: view.requestedAt) ?? counts.first?.count else {
      return false
    }
    let wanted = view.requested
    return before < wanted ? count > before && count < wanted : count < before && count > wanted
  }

  /// Whether a recorded count is that of a rolling deployment: at most twice the desired one (a
  /// maximum percent of 200), which it comes back to soon.
  private func passes(_ place: Int, _ view: View) -> Bool {
    let wanted = view.requested
    guard counts[place].count > wanted, counts[place].count <= 2 * wanted else { return false }
    let end = counts[place].time + .minutes(15)
    return counts[(place + 1)...].prefix { $0.time <= end }.contains { $0.count == wanted }
  }
}
