internal import Autoscaling
internal import Units

// What comes again with every minute: metric windows, and the minute itself.
extension ServiceRun {
  /// Minute m covers [60m + offset, 60m + 60 + offset); one that the run's end cuts has no point.
  mutating func scheduleMetricWindow() {
    let close = (closedWindows + 1) * Self.minute + windowOffset
    recurring.set(RecurringEvents.metricWindow, to: close > 0 ? close : 0)
  }

  /// Points of 20 s are taken on the clock, since no shift of theirs has been observed.
  ///
  /// A pod autoscaler's metrics server has a resolution of its own.
  mutating func scheduleFineWindow() {
    let width = configuration.kubernetesHPA?.metricResolution ?? .seconds(20)
    recurring.set(
      RecurringEvents.fineWindow, to: width.nanoseconds * (closedFineWindows + 1))
  }

  /// The last minute of a period may be a partial one.
  mutating func scheduleMinute() {
    let start = closedMinutes * Self.minute
    guard start < end.nanoseconds else { return recurring.stop(RecurringEvents.minute) }
    let close = start + Self.minute
    recurring.set(
      RecurringEvents.minute, to: close < end.nanoseconds ? close : end.nanoseconds)
  }

  mutating func closeMinute() {
    plane.closeMinute()
    countMinute()
    scheduleMinute()
    if hasPlainMinutes { passQuietMinutes() }
  }

  mutating func countMinute() {
    if !Plane.isExact { watchHealth() }
    if keepsTimeline {
      counts.append(
        MinuteCounts(desired: desired, running: fleet.running, healthy: fleet.healthy))
    }
    closedMinutes += 1
    minutePassed?()
  }
}
