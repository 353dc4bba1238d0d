internal import Simulation
internal import Units

/// The zones of a scenario, and what refers to them.
enum ZoneRules {
  static let outage = ObjectSchema(
    [
      KeySchema(
        "availability_zone", .text, .required, "The zone, one of `availability_zones`."),
      KeySchema("start", .text, .required, "When it begins: date and time in ISO 8601, UTC."),
      KeySchema(
        "duration", .duration(.seconds(1)...(.hours(10_000))), .required, "How long it lasts."),
    ], rules: [{ object, report in TimeText.check(["start"], of: object, &report) }])

  static func outages(_ scenario: CheckedObject) -> [ZoneOutage] {
    scenario.objects("zone_outages").compactMap { outage in
      TimeText.time("start", of: outage).map {
        ZoneOutage(
          zone: outage.text("availability_zone"), start: $0, duration: outage.duration("duration"))
      }
    }
  }

  static func names(_ scenario: CheckedObject) -> [String] {
    guard case .list(let items)? = scenario.values["availability_zones"] else { return [] }
    return items.compactMap { item in
      guard case .text(let name) = item else { return nil }
      return name
    }
  }

  /// Zones are named once each, and only those are referred to.
  static func check(_ scenario: CheckedObject, _ report: inout RuleReport) {
    let names = names(scenario)
    if Set(names).count < names.count {
      report.add(
        "availability_zones names a zone twice", at: scenario.place(of: "availability_zones"))
    }
    let spot = scenario.objectIfSet("fargate_spot")?.objects("outages") ?? []
    for outage in scenario.objects("zone_outages") + spot { check(outage, among: names, &report) }
  }

  /// Whether the zone of an outage is one of the scenario's.
  private static func check(
    _ outage: CheckedObject, among names: [String], _ report: inout RuleReport
  ) {
    guard let zone = outage.textIfSet("availability_zone"), !names.contains(zone) else { return }
    let allowed =
      names.isEmpty
      ? "; name the zones under `availability_zones`"
      : Suggestion.nearest(to: zone, among: names).map { "; did you mean `\($0)`?" }
        ?? "; allowed: \(names.joined(separator: ", "))"
    report.add(
      "`\(zone)` is none of the availability zones\(allowed)",
      at: outage.place(of: "availability_zone"))
  }
}
