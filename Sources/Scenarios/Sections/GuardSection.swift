/// `guard`: what a change may cost before a check in CI says no.
enum GuardSection {
  static let schema = ObjectSchema([
    KeySchema(
      "confidence", .decimal(DecimalRange(0, 1, excludingLower: true)), .defaults("0.95"),
      "How sure the guard is over all checks of a scenario together (Holm's correction), below 1."),
    KeySchema(
      "replications", .integer(2...10_000), .optional,
      "Runs under different draws that are recorded, and compared pair by pair; absent: 8."),
    KeySchema(
      "max_replications", .integer(2...10_000), .optional,
      "How many an undecided check may come to; absent: 32."),
    KeySchema(
      "metrics",
      .map(
        keys: .choice(["monthly_cost", "p95_ms", "p99_ms", "error_rate", "breach_minutes"]),
        of: .object(metric)), .optional,
      "Limits by metric. Guarded unless stated otherwise: `monthly_cost` with a tolerance of the"
        + " larger of 2 % and 5 USD, `p95_ms` and `p99_ms` of the slowest service with 5 % or 10 ms,"
        + " `error_rate` with 0.001 (0.1 percentage points). `breach_minutes` of all services"
        + " together is guarded only where it stands here."),
    KeySchema(
      "lines",
      .map(keys: .names, of: .object(metric)), .optional,
      "Limits on the monthly cost of single bill lines, by their ids: those of the plan, and those of"
        + " the AWS services that it does not cover."),
  ])

  private static let amount = ValueSchema.decimal(DecimalRange(0, 1_000_000_000))

  private static let levels = ObjectSchema(
    [
      KeySchema("warn", amount, .optional, "Above this the check warns."),
      KeySchema("deny", amount, .optional, "Above this the check fails."),
    ], sharedTitle: "Levels of a limit")

  private static let metric = ObjectSchema(
    [
      KeySchema(
        "relative", .decimal(DecimalRange(0, 100)), .optional,
        "Tolerance as a part of the baseline: 0.02 for 2 %."),
      KeySchema("absolute", amount, .optional, "Tolerance in the metric's unit."),
      KeySchema(
        "on_regression", .choice(["deny", "warn"]), .defaults("deny"),
        "What a difference beyond the tolerance does."),
      KeySchema("most", .object(levels), .optional, "The most that the value itself may be."),
      KeySchema(
        "increase", .object(levels), .optional, "The most that it may rise, in its unit."),
      KeySchema(
        "increase_percent", .object(levels), .optional,
        "The most that it may rise, in percent of the baseline."),
    ], sharedTitle: "Limits of a metric")

  static func limits(_ object: CheckedObject) -> GuardLimits {
    var limits = GuardLimits()
    limits.confidence = min(object.double("confidence"), 1 - 1e-9)
    limits.replications = object.integerIfSet("replications").map(Int.init)
    limits.maxReplications = object.integerIfSet("max_replications").map(Int.init)
    limits.metrics = object.objectMap("metrics").map(metric)
    limits.lines = object.objectMap("lines").map(metric)
    limits.place = object.place
    return limits
  }

  private static func metric(_ name: String, _ object: CheckedObject) -> GuardLimits.Metric {
    var metric = GuardLimits.Metric(name: name, place: object.place)
    metric.relative = object.decimalIfSet("relative")?.approximation
    metric.absolute = object.decimalIfSet("absolute")?.approximation
    metric.warnsOnly = object.text("on_regression") == "warn"
    metric.most = levels(object.objectIfSet("most"))
    metric.increase = levels(object.objectIfSet("increase"))
    metric.increasePercent = levels(object.objectIfSet("increase_percent"))
    return metric
  }

  private static func levels(_ object: CheckedObject?) -> GuardLimits.Levels {
    GuardLimits.Levels(
      warn: object?.decimalIfSet("warn")?.approximation,
      deny: object?.decimalIfSet("deny")?.approximation)
  }
}
