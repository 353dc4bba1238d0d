internal import Autoscaling
internal import Simulation
internal import Units

/// `services.NAME.deployment`.
enum DeploymentSection {
  static let schema = ObjectSchema(
    [
      KeySchema(
        "type", .choice(["rolling", "blue_green"]), .defaults("rolling"),
        "`rolling`: old tasks stop as new ones become healthy; `blue_green`: a second set starts, gets"
          + " all requests once it is healthy as a whole, and the old set stops after `bake_time`."),
      KeySchema(
        "schedule", .text, .required,
        "When it begins: `at(2026-12-05T06:00:00)`, `rate(7 days)` or `cron(0 14 ? * MON-FRI *)`."),
      KeySchema(
        "timezone", .text, .defaults("UTC"), "IANA time zone of the schedule."),
      KeySchema(
        "minimum_healthy_percent", .integer(0...100), .defaults("100"),
        "Rolling: share of the desired count that stays healthy, rounded up."),
      KeySchema(
        "maximum_percent", .integer(100...400), .defaults("200"),
        "Rolling: most tasks of both kinds, as a share of the desired count, rounded down."),
      KeySchema(
        "bake_time", .duration(.zero...(.hours(24))), .defaults("5m"),
        "Blue/green: how long the old set stays for a way back."),
    ], rules: [ScheduledSection.checkSchedule, check])

  private static func check(_ object: CheckedObject, _ report: inout RuleReport) {
    if object.integerIfSet("minimum_healthy_percent") == 100,
      object.integerIfSet("maximum_percent") == 100
    {
      report.add(
        "\(report.path): with minimum_healthy_percent and maximum_percent both 100 no task can be"
          + " replaced; a lower minimum or a higher maximum is allowed",
        at: object.place(of: "maximum_percent"))
    }
  }

  /// `nil` only for an object that `check` refuses.
  static func deployment(_ object: CheckedObject) -> Deployment? {
    guard let schedule = try? ScheduleExpression(text: object.text("schedule")),
      let clock = WallClock(identifier: object.text("timezone"))
    else { return nil }
    let strategy: Deployment.Strategy =
      object.text("type") == "blue_green"
      ? .blueGreen(bake: object.duration("bake_time"))
      : .rolling(
        minimum: Int(object.integer("minimum_healthy_percent")),
        maximum: Int(object.integer("maximum_percent")))
    return Deployment(strategy: strategy, schedule: schedule, clock: clock)
  }
}
