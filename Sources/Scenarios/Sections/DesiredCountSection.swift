internal import Autoscaling
internal import Simulation
internal import Units

/// `services.NAME.desired_count_changes`: counts set from outside Application Auto Scaling.
enum DesiredCountSection {
  static let schema = ObjectSchema(
    [
      KeySchema(
        "schedule", .text, .required,
        "When it is set: `at(2026-12-05T06:00:00)`, `rate(7 days)` or `cron(0 14 ? * MON-FRI *)`."),
      KeySchema(
        "timezone", .text, .defaults("UTC"), "IANA time zone of the schedule."),
      KeySchema(
        "desired_count", .integer(0...5000), .required,
        "The new desired count; ECS takes one outside `min` to `max` too, and a policy brings it back"
          + " when it next acts."),
    ], rules: [ScheduledSection.checkSchedule])

  /// `nil` only for an object that the rules refuse.
  static func change(_ object: CheckedObject) -> DesiredCountChange? {
    guard let schedule = try? ScheduleExpression(text: object.text("schedule")),
      let clock = WallClock(identifier: object.text("timezone"))
    else { return nil }
    return DesiredCountChange(
      count: Int(object.integer("desired_count")), schedule: schedule, clock: clock)
  }
}
