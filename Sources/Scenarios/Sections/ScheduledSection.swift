internal import Autoscaling
internal import Simulation
internal import Units

/// `services.NAME.scheduled`: scheduled actions.
enum ScheduledSection {
  static let schema = ObjectSchema(
    [
      KeySchema("name", .name, .optional, "Name in the scaling log; absent: from its place."),
      KeySchema(
        "schedule", .text, .required,
        "`at(2026-12-05T06:00:00)`, `rate(2 hours)` or `cron(minutes hours day-of-month month"
          + " day-of-week year)` such as `cron(0 6 ? * MON-FRI *)`, in which exactly one of"
          + " day-of-month and day-of-week is `?`."),
      KeySchema(
        "timezone", .text, .defaults("UTC"),
        "IANA time zone of the schedule, such as `America/New_York`; daylight saving time holds."),
      KeySchema(
        "start_time", .text, .optional, "In ISO 8601; a recurring action also runs at this time."),
      KeySchema("end_time", .text, .optional, "In ISO 8601; it does not run from then on."),
      KeySchema(
        "min_capacity", .integer(0...5000), .optional,
        "Fewest tasks from then on; a lower count goes there at once."),
      KeySchema(
        "max_capacity", .integer(0...5000), .optional,
        "Most tasks from then on; a higher count goes there at once."),
    ], rules: [checkSchedule, check])

  /// `schedule` and `timezone` of whatever happens at certain times.
  static func checkSchedule(_ object: CheckedObject, _ report: inout RuleReport) {
    if let text = object.textIfSet("schedule") {
      do {
        _ = try ScheduleExpression(text: text)
      } catch {
        report.add(
          "\(report.key("schedule")): \(error.message)", at: object.place(of: "schedule"))
      }
    }
    if let zone = object.textIfSet("timezone"), WallClock(identifier: zone) == nil {
      report.add(
        "\(report.key("timezone")) must be an IANA time zone such as Europe/Berlin, not `\(zone)`",
        at: object.place(of: "timezone"))
    }
  }

  private static func check(_ object: CheckedObject, _ report: inout RuleReport) {
    TimeText.check(["start_time", "end_time"], of: object, &report)
    if let start = TimeText.time("start_time", of: object),
      let end = TimeText.time("end_time", of: object), end <= start
    {
      report.add(
        "\(report.key("end_time")) must be after start_time: \(end) is not after \(start)",
        at: object.place(of: "end_time"))
    }
    let least = object.integerIfSet("min_capacity")
    let most = object.integerIfSet("max_capacity")
    if least == nil, most == nil, object.places["min_capacity"] == nil,
      object.places["max_capacity"] == nil
    {
      report.add(
        "\(report.path) needs `min_capacity` or `max_capacity`: a bound to set", at: object.place)
    }
    if let least, let most, least > most {
      report.add(
        "\(report.key("min_capacity")) must not be above max_capacity: \(least) > \(most)",
        at: object.place(of: "min_capacity"))
    }
  }

  /// `nil` only for an object that `check` refuses.
  static func action(_ object: CheckedObject, index: Int) -> ScheduledAction? {
    guard let schedule = try? ScheduleExpression(text: object.text("schedule")),
      let clock = WallClock(identifier: object.text("timezone"))
    else { return nil }
    var action = ScheduledAction(
      name: object.textIfSet("name") ?? "scheduled-\(index + 1)", schedule: schedule, clock: clock)
    action.start = TimeText.time("start_time", of: object)
    action.end = TimeText.time("end_time", of: object)
    action.minCapacity = object.integerIfSet("min_capacity").map { Int($0) }
    action.maxCapacity = object.integerIfSet("max_capacity").map { Int($0) }
    return action
  }
}

/// `services.NAME.suspended_state`.
enum SuspensionSection {
  static let schema = ObjectSchema(
    [
      KeySchema(
        "dynamic_scaling_in_suspended", .boolean, .defaults("false"), "No scale-in by policies."),
      KeySchema(
        "dynamic_scaling_out_suspended", .boolean, .defaults("false"), "No scale-out by policies."),
      KeySchema(
        "scheduled_scaling_suspended", .boolean, .defaults("false"),
        "Scheduled actions are lost; they are not made up for."),
      KeySchema("from", .text, .optional, "In ISO 8601; absent: from the start."),
      KeySchema("until", .text, .optional, "In ISO 8601; absent: to the end."),
    ],
    rules: [{ object, report in TimeText.check(["from", "until"], of: object, &report) }])

  static func suspension(_ object: CheckedObject) -> ScalingSuspension {
    var processes: Set<ScalingSuspension.Process> = []
    if object.boolean("dynamic_scaling_in_suspended") { processes.insert(.dynamicScalingIn) }
    if object.boolean("dynamic_scaling_out_suspended") { processes.insert(.dynamicScalingOut) }
    if object.boolean("scheduled_scaling_suspended") { processes.insert(.scheduled) }
    return ScalingSuspension(
      processes: processes, from: TimeText.time("from", of: object),
      until: TimeText.time("until", of: object))
  }
}

/// Instants in texts of a section.
enum TimeText {
  static func check(
    _ keys: [String], of object: CheckedObject, _ report: inout RuleReport
  ) {
    for key in keys {
      guard let text = object.textIfSet(key), UTCTime(iso8601: text) == nil else { continue }
      report.add(
        "\(report.key(key)) must be a time in ISO 8601 such as 2026-12-01T06:00:00Z, not"
          + " `\(text)`", at: object.place(of: key))
    }
  }

  static func time(_ key: String, of object: CheckedObject) -> UTCTime? {
    object.textIfSet(key).flatMap { UTCTime(iso8601: $0) }
  }
}
