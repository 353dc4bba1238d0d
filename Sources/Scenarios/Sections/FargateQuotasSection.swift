internal import Autoscaling
internal import Simulation
internal import Units

/// `fargate_quotas`: what the account is granted.
enum FargateQuotasSection {
  private static let vCPUs = ValueSchema.decimal(
    DecimalRange(0, 10_000_000, excludingLower: true))

  static let schema = ObjectSchema([
    KeySchema(
      "launch_burst", .integer(1...10_000), .defaults("100"),
      "Tasks that Fargate launches at once, on demand and on Spot apart; more wait for"
        + " `launches_per_second`."),
    KeySchema(
      "launches_per_second", .decimal(DecimalRange(thousandths: 1, 1000)), .defaults("20"),
      "Refill of the launch quota; it was 1 in 2020."),
    KeySchema(
      "on_demand_vcpus", vCPUs, .optional,
      "vCPUs that may run at once on demand; a launch beyond them fails. Absent: no limit."),
    KeySchema(
      "spot_vcpus", vCPUs, .optional, "The same on Spot."),
  ])

  static func quotas(_ scenario: CheckedObject) -> FargateQuotas {
    var quotas = FargateQuotas()
    guard let object = scenario.objectIfSet("fargate_quotas") else { return quotas }
    quotas.launchBurst = Int(object.integer("launch_burst"))
    quotas.launchesPerSecond = object.double("launches_per_second")
    quotas.onDemandVCPUs = object.decimalIfSet("on_demand_vcpus")?.approximation
    quotas.spotVCPUs = object.decimalIfSet("spot_vcpus")?.approximation
    return quotas
  }

  /// The tasks that run at the start are within the quotas.
  static func check(_ scenario: CheckedObject, _ report: inout RuleReport) {
    guard let object = scenario.objectIfSet("fargate_quotas") else { return }
    var units = [FargateQuotas.Provider: Int]()
    for (_, service) in scenario.objectMap("services") {
      guard let size = service.integerIfSet("cpu"),
        let tasks = service.integerIfSet("initial") ?? service.integerIfSet("min")
      else { continue }
      for provider in providers(of: service, tasks: Int(tasks)) {
        units[provider, default: 0] += Int(size)
      }
    }
    for (key, provider) in [
      ("on_demand_vcpus", FargateQuotas.Provider.fargate), ("spot_vcpus", .fargateSpot),
    ] {
      let needed = Double(units[provider] ?? 0) / 1024
      guard let quota = object.decimalIfSet(key)?.approximation, needed > quota else { continue }
      report.add(
        "\(report.key("fargate_quotas")).\(key) must not be below the \(needed.shortText) vCPUs of"
          + " the tasks that run at the start", at: object.place(of: key))
    }
  }

  /// Where the first tasks of a service go.
  private static func providers(
    of service: CheckedObject, tasks: Int
  ) -> [FargateQuotas.Provider] {
    let items = service.objects("capacity_provider_strategy").compactMap { item in
      item.textIfSet("capacity_provider").flatMap(FargateQuotas.Provider.init).map {
        CapacityProviderStrategyItem(
          provider: $0, base: Int(item.integerIfSet("base") ?? 0),
          weight: Int(item.integerIfSet("weight") ?? 0))
      }
    }
    guard !items.isEmpty, items.problems.isEmpty else {
      return Array(repeating: .fargate, count: tasks)
    }
    return items.providers(ofFirst: tasks)
  }
}
