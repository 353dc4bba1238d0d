internal import Autoscaling
internal import Kernel
internal import Units

// Most minutes of a month decide nothing: no task comes or goes, no alarm changes its state, and a
// policy whose alarm is in ALARM stands at a bound. They pass here one after the other, with the same
// results as event by event.
extension ServiceRun {
  /// Whether all that recurs does so once in every clock minute: then minutes can pass as a whole.
  static func hasPlainMinutes(
    windowOffset: Int64, isRecorded: Bool, hasFineWindows: Bool,
    watches: borrowing FixedBuffer<AlarmWatch>
  ) -> Bool {
    guard !isRecorded, !hasFineWindows, windowOffset <= 0, windowOffset > -minute else {
      return false
    }
    for index in watches.indices where !watches[index].isPerMinute { return false }
    return true
  }

  /// To be called when a minute has just been closed.
  mutating func passQuietMinutes() {
    guard hasStandingAnswers() else { return }
    let first = closedMinutes
    // What recurs moves by all of them together, once they have passed.
    var passed: Int64 = 0
    while isQuiet(after: passed) {
      let start = closedMinutes * Self.minute
      for index in watches.indices { watches[index].acceptNext() }
      now = SimTime(nanoseconds: start + Self.minute)
      history.append(plane.passMinute(windowEnd: start + Self.minute + windowOffset, until: now))
      closedWindows += 1
      passed += Self.minute
      countMinute()
    }
    if passed > 0 {
      recurring.shift(by: passed)
      // The last minute may be a partial one.
      scheduleMinute()
    }
    for index in watches.indices where watches[index].isAlarm && closedMinutes > first {
      let last = recurring.time(ofSlot: RecurringEvents.alarms + index) - Self.minute
      log.extendRun(
        ofAlarm: index, by: Int(closedMinutes - first), until: SimTime(nanoseconds: last))
    }
  }

  /// Whether every alarm in ALARM has been answered, and by an answer that does not change with time.
  private mutating func hasStandingAnswers() -> Bool {
    let capacity = AlarmWatch.Capacity(
      running: runningCount, desired: scaling.requested, fewest: minTasks, most: maxTasks)
    for index in watches.indices where watches[index].isAlarm {
      guard watches[index].isKnown(for: capacity), let answer = watches[index].answer,
        log.hasRun(of: answer.reason, alarm: index)
      else { return false }
    }
    return true
  }

  /// Whether nothing is decided in the minute that follows; the alarms look ahead for it.
  ///
  /// - Parameter passed: nanoseconds by which what recurs is still to be moved.
  @inline(__always)
  private mutating func isQuiet(after passed: Int64) -> Bool {
    let start = closedMinutes * Self.minute
    let end = start + Self.minute
    guard queue.firstNanoseconds > end, closedWindows == closedMinutes else { return false }
    for index in watches.indices {
      let time = recurring.time(ofSlot: RecurringEvents.alarms + index) + passed
      guard time >= start, time < end, watches[index].looksAhead(in: history, at: time) else {
        return false
      }
    }
    return true
  }
}
