package import Autoscaling
internal import Units

/// A desired count that is set from outside Application Auto Scaling: by hand, or by a tool that
/// applies its template and does not know what scaling has made of the count since.
package struct DesiredCountChange: Sendable {
  package var count: Int
  package var schedule: ScheduleExpression
  package var clock: WallClock

  package init(count: Int, schedule: ScheduleExpression, clock: WallClock) {
    self.count = count
    self.schedule = schedule
    self.clock = clock
  }

  /// The instants within `period` at which it is set, in order.
  func occurrences(in period: Period) -> [UTCTime] {
    ScheduledAction(name: "desired count", schedule: schedule, clock: clock).occurrences(in: period)
  }
}
