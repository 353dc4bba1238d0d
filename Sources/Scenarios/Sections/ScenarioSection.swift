internal import Simulation
internal import Units
internal import Workload

/// The top level of a scenario file.
enum ScenarioSection {
  static let schema = ObjectSchema(
    identity + load + [
      KeySchema(
        "services", .map(keys: .names, of: .object(ServiceSection.schema)), .required,
        "The ECS services on Fargate, by name; reports keep this order."),
      KeySchema(
        "availability_zones", .list(of: .text), .optional,
        "Zones that the tasks of every service are spread over, such as `us-east-1a`; absent: zones"
          + " are not modelled."),
      KeySchema(
        "zone_outages", .list(of: .object(ZoneRules.outage)), .optional,
        "Times in which a zone is gone with every task in it. Databases, caches and the load balancer"
          + " are taken to fail over at once: only tasks are lost."),
      KeySchema(
        "fargate_quotas", .object(FargateQuotasSection.schema), .optional,
        "What the account's Fargate quotas grant all services together; absent: AWS's launch rates,"
          + " and no limit of vCPUs."),
      KeySchema(
        "fargate_spot", .object(FargateSpotSection.schema), .defaults("{}"),
        "Interruptions and outages of Fargate Spot, for services whose strategy uses it. Its price is"
          + " the price list's, or that under `prices`."),
      KeySchema(
        "resources", .object(ResourceSections.schema), .defaults("{}"),
        "Everything else that is metered, by Terraform resource type and name."),
      KeySchema(
        "commitments", .object(CommitmentSection.schema), .defaults("{}"),
        "Savings Plans and reservations."),
      KeySchema(
        "prices", .map(keys: .skus, of: .decimal(DecimalRange(0, 1_000_000))), .optional,
        "Prices in US dollars that replace those of the price list, by its keys."),
      KeySchema(
        "free_tier", .boolean, .defaults("true"),
        "Whether the account's free allowances (Lambda, CloudWatch, KMS, egress, CloudFront) are"
          + " this system's to use; `false` where other systems use them up."),
      KeySchema(
        "free_allowances",
        .map(keys: .skus, of: .integer(0...1_000_000_000_000)), .optional,
        "What is free each month by keys of the price list, such as `lambda.requests.free`, in the"
          + " list's units."),
      KeySchema(
        "alarms", .list(of: .object(WatchSection.schema)), .optional,
        "Alarms on the system's health that a run tells of; absent: the usual ones"
          + " (p95 above the objective, errors above 5 %, tasks missing, database CPU above 90 % for"
          + " five minutes, database storage above 80 %, cache hit rate below 70 %). They change"
          + " nothing else."),
      KeySchema(
        "guard", .object(GuardSection.schema), .optional,
        "What a change may cost before `tosscost guard check` says no; it does not change a run."),
      KeySchema(
        "projection", .object(ProjectionSection.schema), .optional,
        "What `tosscost project` takes as uncertain; absent: its defaults."),
      KeySchema(
        "plan", .text, .optional,
        "What was planned to be paid: a file relative to this one, of the format that docs/plan.md"
          + " describes. Bills then have its lines and its amounts; absent: they are grouped by AWS"
          + " service. It does not change a run."),
    ],
    rules: [
      checkServices, checkDrivers, checkMode, WatchSection.checkNames, ZoneRules.check,
      FargateQuotasSection.check, checkYears,
    ], renamed: ["baseline": "plan"])

  private static let identity = [
    KeySchema(
      "name", .name, .required, "The scenario's identity in the store, the guard and reports."),
    KeySchema("description", .text, .optional, "One sentence for reports."),
    KeySchema(
      "extends", .text, .optional,
      "A scenario file to inherit from, relative to this one. Mappings are merged key by key, lists"
        + " and scalars replaced; a key set to null is removed."),
    KeySchema(
      "region", .region, .defaults("us-east-1"),
      "The AWS Region of everything that does not name another: any that has a file in the price list."
        + " What the file has no price for is billed as *not priced*."),
  ]

  private static let load = [
    KeySchema("period", .period, .required, "The wall-clock time to simulate, in UTC."),
    KeySchema(
      "mode", .choice(["request", "fluid"]), .defaults("request"),
      "`request` simulates every request; `fluid` puts rates and queueing formulas in their place"
        + " and is a thousand times as fast."),
    KeySchema("trace", .object(trace), .required, "The load."),
    KeySchema(
      "slo", .object(SLOSection.schema), .defaults("{}"),
      "Latency objective of every service that states none."),
  ]

  private static let trace = ObjectSchema([
    KeySchema("file", .text, .required, "A load trace, relative to this file."),
    KeySchema(
      "scale", .decimal(DecimalRange(0, 1_000_000)), .defaults("1"), "Factor on every count."),
    KeySchema(
      "gaps", .choice(GapRule.allCases.map(\.rawValue)), .defaults("zero"),
      "What stands in for intervals that the trace does not have."),
    KeySchema(
      "flash_crowd", .object(FlashCrowdSection.schema), .optional,
      "A sudden crowd on top of this trace; a trace of the command line comes without it."),
  ])

  private static func checkServices(_ scenario: CheckedObject, _ report: inout RuleReport) {
    guard case .map(let entries)? = scenario.values["services"], entries.isEmpty,
      let place = scenario.places["services"]
    else { return }
    report.add("services must name at least one service", at: place)
  }

  private static func checkYears(_ scenario: CheckedObject, _ report: inout RuleReport) {
    guard let period = scenario.textIfSet("period").flatMap({ Period(text: $0) }) else { return }
    for (_, service) in scenario.objectMap("services") {
      for cron in DatedCron.all(in: service) {
        if let problem = cron.problem(from: period.start) { report.add(problem, at: cron.place) }
      }
    }
  }

  /// What depends on single requests has no fluid counterpart.
  private static func checkMode(_ scenario: CheckedObject, _ report: inout RuleReport) {
    guard scenario.textIfSet("mode") == SimulationMode.fluid.rawValue else { return }
    for (name, service) in scenario.objectMap("services") {
      for (key, place) in RequestLevel.keys(of: service) {
        report.add(
          "services.\(name).\(key) is simulated at request level only; `mode: request` is allowed",
          at: place)
      }
    }
  }

  /// A resource may be driven only by a service that exists.
  private static func checkDrivers(_ scenario: CheckedObject, _ report: inout RuleReport) {
    let names = scenario.map("services").map(\.name)
    guard !names.isEmpty, let resources = scenario.values["resources"] else { return }
    let workers = scenario.objectMap("services").filter { $0.object.places["queue"] != nil }
      .map(\.name)
    for (name, place) in VolumeSection.unknownServices(
      in: resources, names: names.filter { !workers.contains($0) })
    {
      if workers.contains(name) {
        report.add(
          "`\(name)` has messages of a queue and no requests, which alone count here", at: place)
        continue
      }
      let hint =
        Suggestion.nearest(to: name, among: names).map { "; did you mean `\($0)`?" }
        ?? "; allowed: \(names.joined(separator: ", "))"
      report.add("`\(name)` is none of the services\(hint)", at: place)
    }
  }
}
