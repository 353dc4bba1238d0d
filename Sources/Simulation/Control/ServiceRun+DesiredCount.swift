internal import Autoscaling
internal import Ledger
internal import Units

// Desired counts that no policy has asked for. ECS takes whatever it is told; Application Auto Scaling
// goes on from there (aws-autoscaling reference sections 1 and 10).
extension ServiceRun {
  private static var author: String { "desired count" }

  mutating func scheduleDesiredCounts() {
    for (place, change) in configuration.desiredCountChanges.enumerated() {
      for time in change.occurrences(in: calendar.period) {
        schedule(
          .desiredCountSet(place),
          at: SimTime.start + .seconds(time.seconds(since: calendar.period.start)))
      }
    }
    guard let recording, let held = recordedCountHold else { return }
    schedule(.recordedDesired, at: .start + held)
    let counts = recording.desired ?? recording.running ?? []
    for place in (counts.index(at: .start) ?? 0)..<counts.count {
      let time = max(.start, counts[place].time)
      schedule(.recordedChange(place), at: time)
      schedule(.recordedHeld(place), at: time + held)
    }
  }

  /// Takes a recorded count at its own second, where it is known to be set by somebody else.
  mutating func passRecordedChange(_ place: Int) {
    guard let recording, let counts = recording.desired ?? recording.running else { return }
    let count = counts[place].count
    guard recording.followed.contains(place) else {
      requestedAtChange[place] = scaling.requested
      return
    }
    adopt(
      count,
      cause: recording.desired == nil
        ? "the recorded running count is \(count) and stays so, so it is the desired one"
        : "the recorded desired count is \(count)")
  }

  mutating func setDesired(_ place: Int) {
    let count = configuration.desiredCountChanges[place].count
    adopt(count, cause: "desired count was set to \(count) from outside")
  }

  /// Notes a recorded desired count that was not asked for around its time: somebody else has set it,
  /// even where a policy has asked for another one soon after.
  mutating func checkRecordedChange(_ place: Int) {
    guard let counts = recording?.desired, let held = recordedCountHold,
      let before = requestedAtChange[place]
    else { return }
    let (time, count) = (counts[place].time, counts[place].count)
    let isAskedFor = scaling.requests.contains {
      $0.count == count && $0.time >= time - held && $0.time <= time + held
    }
    if before != count, !isAskedFor { lateAdoptions.append(place) }
  }

  /// How long a recorded count has to differ from the desired one until it replaces it.
  ///
  /// A recorded desired count may come some minutes before or after the modelled decision that it
  /// belongs to. A running count differs as long as tasks start or drain. `nil` where no such count
  /// was recorded.
  var recordedCountHold: SimDuration? {
    guard let recording else { return nil }
    if recording.desired != nil { return .minutes(3) }
    guard recording.running != nil else { return nil }
    let times = configuration.lifeCycle
    let longest = max(times.usualStart, times.deregistrationDelay + times.stopTimeout)
    return max(.minutes(5), longest + .minutes(1))
  }

  /// Takes a recorded count for the desired one once it has held, and no decision was made, for the
  /// time that it needs.
  ///
  /// A running count has to have changed since the last decision: one that does not follow a decision
  /// may be that of a service without room for more tasks, or under another policy. Deployments and
  /// tasks that find no room make counts that nobody has asked for.
  mutating func followRecording() {
    guard let recording, let held = recordedCountHold, now - scaling.requestedAt >= held,
      let counts = recording.desired ?? recording.running, let place = counts.index(at: now)
    else { return }
    let since = max(.start, counts[place].time)
    let count = counts[place].count
    guard now - since >= held else { return }
    defer {
      let before = requestedAtChange[place]
      if scaling.requestedAt == now, let before, before != count { lateAdoptions.append(place) }
    }
    if recording.desired != nil {
      return adopt(count, cause: "the recorded desired count is \(count)")
    }
    guard deployment == nil, since >= scaling.requestedAt,
      !fallsShort(count, of: counts), !passes(place, of: counts)
    else { return }
    adopt(
      count,
      cause: "the recorded running count has been \(count) for \(held) or longer, so it is"
        + " the desired one")
  }

  /// Whether a count is on the way to the one that was asked for: of tasks that found no room.
  private func fallsShort(_ count: Int, of counts: [CountChange]) -> Bool {
    guard let before = counts.count(at: scaling.requestedAt) ?? counts.first?.count else {
      return false
    }
    let wanted = scaling.requested
    return before < wanted ? count > before && count < wanted : count < before && count > wanted
  }

  /// Whether a recorded count is that of a rolling deployment: at most twice the desired one (a
  /// maximum percent of 200), which it comes back to soon.
  private func passes(_ place: Int, of counts: [CountChange]) -> Bool {
    let wanted = scaling.requested
    guard counts[place].count > wanted, counts[place].count <= 2 * wanted else { return false }
    let end = counts[place].time + .minutes(15)
    return counts[(place + 1)...].prefix { $0.time <= end }.contains { $0.count == wanted }
  }

  private mutating func adopt(_ count: Int, cause: String) {
    guard count != scaling.requested else { return }
    if let current = scaling.current { log.close(current.entry, .overridden, at: now) }
    log.changed(by: Self.author, cause: cause, from: scaling.requested, to: count, at: now)
    scaling.adopt(count, at: now)
    desired = count
    if let held = recordedCountHold { schedule(.recordedDesired, at: now + held) }
    guard recording?.running == nil else { return }
    schedule(.reconcile, at: now + draw(from: configuration.lifeCycle.activityToTask))
  }
}
