internal import Simulation
internal import Units

/// `fargate_spot`: what is known, or assumed, of Spot capacity.
enum FargateSpotSection {
  static let schema = ObjectSchema([
    KeySchema(
      "interruption_rate", .decimal(DecimalRange(0, 60)), .defaults("0.005"),
      "Interruptions of each running Spot task in an hour. AWS publishes none for Fargate Spot: the"
        + " default is an assumption of low confidence in the middle of 0.001 to 0.02; 0 for none."),
    KeySchema(
      "deregistration_to_sigterm", LifeCycleSection.span("0s", "10s"), .defaults("{}"),
      "From the two-minute warning, with which the target is deregistered, to SIGTERM, uniform."),
    KeySchema(
      "replacement", .choice(SpotCapacity.Replacement.allCases.map(\.rawValue)),
      .defaults("after_stop"),
      "When a task is started, on Spot only, in place of an interrupted one: once that one has"
        + " stopped, as observed, or at its warning."),
    KeySchema(
      "outages", .list(of: .object(outage)), .optional,
      "Times without Spot capacity, in which launches fail and are tried again."),
    KeySchema(
      "outages_per_month", .decimal(DecimalRange(0, 10_000)), .defaults("0"),
      "Further outages that are drawn: how many in 730 hours and a zone; all services meet the same"
        + " ones."),
    KeySchema(
      "mean_outage", .duration(.seconds(1)...(.hours(168))), .defaults("1h"),
      "Mean length of a drawn outage; lengths are exponential."),
    KeySchema(
      "interrupted_share", .decimal(DecimalRange(0, 1)), .defaults("0"),
      "Share of a zone's Spot tasks that are interrupted when an outage begins."),
    KeySchema(
      "launch_retry", LifeCycleSection.span("1m", "15m"), .defaults("{}"),
      "Time to the next try after a failed launch: the first one, doubled each time up to the last."
    ),
  ])

  private static let outage = ObjectSchema(
    [
      KeySchema("start", .text, .required, "When it begins: date and time in ISO 8601, UTC."),
      KeySchema(
        "duration", .duration(.seconds(1)...(.hours(10_000))), .required, "How long it lasts."),
      KeySchema(
        "availability_zone", .text, .optional, "The zone, one of `availability_zones`; absent: all."
      ),
    ], rules: [{ object, report in TimeText.check(["start"], of: object, &report) }])

  static func capacity(_ object: CheckedObject) -> SpotCapacity {
    var capacity = SpotCapacity()
    capacity.interruptionsPerTaskHour = object.double("interruption_rate")
    capacity.deregistrationToSIGTERM = LifeCycleSection.range(
      object.object("deregistration_to_sigterm"))
    capacity.replacement = object.choice("replacement", as: SpotCapacity.Replacement.self)
    capacity.outages = object.objects("outages").compactMap { outage in
      TimeText.time("start", of: outage).map {
        SpotCapacity.Outage(
          zone: outage.textIfSet("availability_zone"), start: $0,
          duration: outage.duration("duration"))
      }
    }
    capacity.outagesPerMonth = object.double("outages_per_month")
    capacity.meanOutage = object.duration("mean_outage")
    capacity.interruptedShare = object.double("interrupted_share")
    let retry = LifeCycleSection.range(object.object("launch_retry"))
    capacity.firstRetry = max(.seconds(1), retry.lowerBound)
    capacity.longestRetry = max(.seconds(1), retry.upperBound)
    return capacity
  }
}
