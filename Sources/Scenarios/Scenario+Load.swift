internal import Billing
internal import Files
internal import Simulation
package import Units
internal import Workload

extension Scenario {
  /// Reads and checks the scenario file at `path`.
  ///
  /// - Throws: `InputError.missing` where the file does not exist; `InputError.invalid` with every
  ///   problem, in the order of the files' lines, where it is wrong.
  package static func load(path: String) throws(InputError) -> Scenario {
    try read(InputFile.read(path: path), name: path)
  }

  /// Reads and checks a scenario from the bytes of a file called `name`; see `load(path:)`.
  package static func read(_ bytes: [UInt8], name path: String) throws(InputError) -> Scenario {
    var source = ScenarioSource()
    let root = source.tree(of: bytes, path: path)
    var problems = source.problems
    guard let root else { throw InputError.invalid(problems) }
    var checker = SchemaChecker()
    let object = checker.check(
      root, as: ScenarioSection.schema, path: "", owner: SourcePlace(file: path, line: 1, column: 1)
    )
    problems += checker.problems
    guard problems.isEmpty, let object,
      let period = Period(text: object.text("period")),
      let mode = SimulationMode(rawValue: object.text("mode"))
    else { throw InputError.invalid(sorted(problems, first: path)) }
    return scenario(object, period: period, mode: mode)
  }

  private static func scenario(
    _ object: CheckedObject, period: Period, mode: SimulationMode
  ) -> Scenario {
    let region = object.text("region")
    let trace = object.object("trace")
    let slo = object.object("slo")
    let zones = ZoneRules.names(object)
    let outages = ZoneRules.outages(object)
    let spot = FargateSpotSection.capacity(object.object("fargate_spot"))
    // What a guard allows and what was planned to be paid are no part of what is simulated.
    var identity = object
    identity.values["guard"] = nil
    identity.values["projection"] = nil
    identity.values["services"] = .map(
      object.map("services").map { entry in
        guard case .object(let service) = entry.value else { return entry }
        return CheckedEntry(
          name: entry.name, place: entry.place,
          value: .object(MessageQueueSection.withoutRefused(service)))
      })
    identity.values["plan"] = nil
    let limits = object.objectIfSet("guard").map(GuardSection.limits)
    let quotas = FargateQuotasSection.quotas(object)
    var scenario = Scenario(
      name: object.text("name"), description: object.textIfSet("description") ?? "",
      region: region, period: period, mode: mode,
      trace: TraceReference(
        path: trace.path("file"), scale: trace.decimal("scale"),
        gaps: trace.choice("gaps", as: GapRule.self),
        flashCrowd: trace.objectIfSet("flash_crowd").flatMap(FlashCrowdSection.crowd)),
      services: object.objectMap("services").map {
        var service = ServiceSection.configuration(
          $0.name, $0.object, slo: slo, region: region)
        service.zones = zones
        service.zoneOutages = outages
        service.spotCapacity = spot
        service.fargateQuotas = quotas
        return service
      },
      resources: ResourceSections.sources(object.object("resources"), region: region),
      commitments: CommitmentSection.commitments(
        object.object("commitments"), region: region),
      priceOverrides: PriceSection.overrides(object),
      uncertainty: ProjectionSection.uncertainty(object.objectIfSet("projection")),
      planPath: object.textIfSet("plan").map { _ in object.path("plan") },
      resolvedText: identity.json.text() + "\n", guardLimits: limits,
      alarms: object.values["alarms"] == nil
        ? WatchRule.plan : object.objects("alarms").map(WatchSection.rule))
    scenario.fargateQuotas = quotas
    scenario.regionPlace = object.place(of: "region")
    let resources = object.object("resources")
    let named = object.map("services") + ResourceSections.all.flatMap { resources.map($0.key) }
    scenario.places = Dictionary(
      named.map { ($0.name, $0.place) }, uniquingKeysWith: { first, _ in first })
    return scenario
  }

  /// The scenario's own file first, then those it extends; by place within each.
  static func sorted(_ problems: [Problem], first: String) -> [Problem] {
    problems.enumerated().sorted { a, b in
      let (left, right) = (a.element, b.element)
      if left.file != right.file {
        return left.file == first || (right.file != first && left.file < right.file)
      }
      return (left.line ?? 0, left.column ?? 0, a.offset)
        < (right.line ?? 0, right.column ?? 0, b.offset)
    }.map(\.element)
  }
}

extension CheckedObject {
  /// A path under `key`, as seen from the file that states it.
  fileprivate func path(_ key: String) -> String {
    ScenarioSource.path(text(key), relativeTo: place(of: key).file)
  }
}
