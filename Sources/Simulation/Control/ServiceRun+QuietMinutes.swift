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
    let capacity = AlarmWatch.Capacity(
      running: runningCount, desired: scaling.requested, fewest: minTasks, most: maxTasks)
    while isQuiet(capacity) {
      let start = closedMinutes * Self.minute
      for index in watches.indices {
        watches[index].acceptNext()
        if watches[index].isAlarm {
          let time = recurring.time(ofSlot: RecurringEvents.alarms + index)
          _ = log.continuesRun(alarm: index, at: SimTime(nanoseconds: time))
        }
      }
      plane.advance(to: SimTime(nanoseconds: start + Self.minute + windowOffset))
      history.append(plane.closeMetricWindow())
      closedWindows += 1
      now = SimTime(nanoseconds: start + Self.minute)
      plane.advance(to: now)
      recurring.shift(by: Self.minute)
      countMinute()
    }
  }

  /// Whether nothing is decided in the minute that follows; the alarms look ahead for it.
  @inline(__always)
  private mutating func isQuiet(_ capacity: AlarmWatch.Capacity) -> Bool {
    let start = closedMinutes * Self.minute
    let end = start + Self.minute
    guard queue.firstNanoseconds > end, closedWindows == closedMinutes else { return false }
    for index in watches.indices {
      let time = recurring.time(ofSlot: RecurringEvents.alarms + index)
      guard time >= start, time < end, watches[index].looksAhead(in: history, at: time) else {
        return false
      }
      if watches[index].isAlarm {
        guard watches[index].isKnown(for: capacity), watches[index].hasReason,
          log.hasRun(alarm: index)
        else { return false }
      }
    }
    return true
  }
}
