internal import Simulation
internal import Units

/// `alarms`: what the people on call would get.
enum WatchSection {
  static let schema = ObjectSchema(
    [
      KeySchema("name", .name, .required, "Name in reports."),
      KeySchema(
        "signal", .choice(WatchRule.Signal.allCases.map(\.rawValue)), .required,
        "`p95_latency` (ms), `error_rate` (%), `missing_tasks` (desired less running) of every"
          + " service; `rds_cpu`, `rds_storage` (%) of every database that states `load` or"
          + " `data_size`; `cache_hit_rate` (%) of every cache that states `content`."),
      KeySchema(
        "threshold", .decimal(DecimalRange(0, 1_000_000_000)), .optional,
        "The signal is bad above it, a hit rate below; absent, for `p95_latency` only: the service's"
          + " `slo`."),
      KeySchema(
        "evaluation_periods", .integer(1...100), .defaults("1"), "Minutes that are looked at."),
      KeySchema(
        "datapoints_to_alarm", .integer(1...100), .optional,
        "Bad minutes among them; absent: all."),
      KeySchema(
        "severity", .choice(WatchRule.Severity.allCases.map(\.rawValue)), .defaults("warning"),
        "For reports."),
    ], rules: [check])

  private static func check(_ object: CheckedObject, _ report: inout RuleReport) {
    if let points = object.integerIfSet("datapoints_to_alarm"),
      let periods = object.integerIfSet("evaluation_periods"), points > periods
    {
      report.add(
        "\(report.key("datapoints_to_alarm")) must not be above evaluation_periods: \(points) >"
          + " \(periods)", at: object.place(of: "datapoints_to_alarm"))
    }
    if let signal = object.textIfSet("signal"), signal != WatchRule.Signal.p95Latency.rawValue,
      object.values["threshold"] == nil, object.places["threshold"] == nil
    {
      report.add("\(report.key("threshold")) is required for `\(signal)`", at: object.place)
    }
  }

  /// Names tell alarms apart.
  static func checkNames(_ scenario: CheckedObject, _ report: inout RuleReport) {
    var names: Set<String> = []
    for rule in scenario.objects("alarms") {
      guard let name = rule.textIfSet("name"), !names.insert(name).inserted else { continue }
      report.add(
        "alarms: two are named `\(name)`; names must differ", at: rule.place(of: "name"))
    }
  }

  static func rule(_ object: CheckedObject) -> WatchRule {
    var rule = WatchRule(
      name: object.text("name"), signal: object.choice("signal", as: WatchRule.Signal.self),
      severity: object.choice("severity", as: WatchRule.Severity.self),
      threshold: object.decimalIfSet("threshold")?.approximation)
    rule.periods = Int(object.integer("evaluation_periods"))
    rule.datapoints = Int(object.integerIfSet("datapoints_to_alarm") ?? Int64(rule.periods))
    return rule
  }
}
