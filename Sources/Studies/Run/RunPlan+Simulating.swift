internal import Billing
internal import Ledger
internal import Resources
internal import Scenarios
internal import Simulation
package import Units
internal import Workload

extension RunPlan {
  /// Simulates every service, meters the rest of the system and prices the usage.
  ///
  /// Services and replications run side by side on at most `threads` threads. They share no state
  /// and are put together in the scenario's order, so the result does not depend on `threads`. Where
  /// their launches would meet a quota of their account, they run once more, taking turns.
  ///
  /// Only the first replication is kept whole; of the others the result has their costs.
  ///
  /// - Parameter progress: is told the done share, from any thread.
  /// - Throws: `InputError.invalid` when a price that the usage needs is missing.
  package func run(
    threads: Int, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws(InputError) -> RunResult {
    let share = 1 / Double(replications)
    let services = scenario.servicesWithWholeShares
    // What interruptions of Spot did shows beside the same services without them.
    let all = services + interruptibleServices.map(\.withoutInterruptions)
    let counter = RunProgress(
      minutes: simulatedMinutes / Int64(services.count) * Int64(all.count)
    ) { progress($0 * share) }
    let alone = await inOrder(count: all.count, threads: threads) { index in
      outcomes(of: [all[index]], replication: 0, progress: counter)[0]
    }
    var result = try result(of: inOneAccount(services, alone: Array(alone.prefix(services.count))))
    let calm = calmOutcomes(services, alone: alone)
    try check(calm)
    result.spot = try spotEffect(of: result, calm: calm)
    guard replications > 1 else { return result }
    let others = try await Replications.run(
      [self], replications: 1..<replications, threads: threads,
      progress: { progress(share + $0 * (1 - share)) }
    ) { _, result throws(InputError) in try costs(of: result) }
    result.replications = [try costs(of: result)] + others[0]
    return result
  }

  private func costs(of result: RunResult) throws(InputError) -> ReplicationCosts {
    ReplicationCosts(bill: result.bill, months: try biller.months(result.ledger))
  }

  /// Minutes of all services together.
  var simulatedMinutes: Int64 {
    period.seconds.ceilingDivided(by: 60) * Int64(scenario.services.count)
  }

  /// What services do in one account, from what each does alone.
  ///
  /// - Parameter alone: their outcomes with all of the account's quotas for each.
  func inOneAccount(
    _ services: [ServiceConfiguration], replication: UInt64 = 0, alone: [ServiceOutcome]
  ) -> [ServiceOutcome] {
    fitTogether(alone) ? alone : outcomes(of: services, replication: replication)
  }

  /// Whether services whose outcomes alone these are do the same in one account.
  func fitTogether(_ alone: [ServiceOutcome]) -> Bool {
    FargateUse.fit(alone.map(\.fargateUse), in: scenario.fargateQuotas)
  }

  /// The interruptible services without interruptions, beside the other services.
  ///
  /// - Parameter alone: of `services`, then of the interruptible ones without interruptions.
  private func calmOutcomes(
    _ services: [ServiceConfiguration], alone: [ServiceOutcome]
  ) -> [ServiceOutcome] {
    let calm = alone.dropFirst(services.count)
    guard !calm.isEmpty else { return [] }
    let names = calm.map(\.name)
    let world = services.map { names.contains($0.name) ? $0.withoutInterruptions : $0 }
    let outcomes = zip(services, alone).map { service, outcome in
      calm.first { $0.name == service.name } ?? outcome
    }
    return inOneAccount(world, alone: outcomes).filter { names.contains($0.name) }
  }

  /// Services over the period in one account, under the draws of one replication.
  func outcomes(
    of services: [ServiceConfiguration], replication: UInt64, progress: RunProgress? = nil
  ) -> [ServiceOutcome] {
    let calendar = LedgerCalendar(period: period)
    let run = AccountRun(scenario.fargateQuotas)
    var minutePassed: (@Sendable () -> Void)?
    if let progress { minutePassed = { progress.addMinute() } }
    for service in services {
      func add<Plane: DataPlane>(_ plane: Plane) {
        run.add(
          configuration: service, plane: plane, calendar: calendar, seed: seed,
          replication: replication, forecasts: forecasts, leadIn: leadIn,
          minutePassed: minutePassed)
      }
      switch mode {
      case .request where service.queue != nil:
        if let plane = queuePlane(service, replication: replication) { add(plane) }
      case .request where service.followsRequests:
        add(
          RequestPlane<EventDrivenEngine>(
            configuration: service, profile: profile, start: period.start, seed: seed,
            replication: replication))
      case .request:
        add(
          RequestPlane<FIFOEngine>(
            configuration: service, profile: profile, start: period.start, seed: seed,
            replication: replication))
      case .fluid:
        add(
          FluidPlane(
            model: FluidModel(service), profile: profile, calendar: calendar, seed: seed,
            replication: replication))
      }
    }
    return run.outcomes()
  }

  /// What serves a service's messages; `nil` for a service without a queue.
  private func queuePlane(
    _ service: ServiceConfiguration, replication: UInt64
  ) -> QueuePlane? {
    guard let queue = service.queue,
      let (messages, factor) = queue.source.messages(
        load: profile, trace: messageProfiles[service.name])
    else { return nil }
    return QueuePlane(
      configuration: service, queue: queue, profile: messages, factor: factor, seed: seed,
      replication: replication)
  }

  private func check(_ outcomes: [ServiceOutcome]) throws(InputError) {
    let contradictions = outcomes.flatMap { outcome in
      outcome.contradictions.map { "\(outcome.name): \($0)" }
    }
    guard contradictions.isEmpty else { throw .fault(contradictions) }
  }

  /// Meters the rest of the system beside its services and prices the usage.
  ///
  /// - Parameter outcomes: of all services, in the scenario's order.
  /// - Throws: `InputError.fault` when an outcome contradicts its own books.
  func result(of outcomes: [ServiceOutcome]) throws(InputError) -> RunResult {
    try check(outcomes)
    let calendar = LedgerCalendar(period: period)
    var ledger = UsageLedger(calendar: calendar)
    for outcome in outcomes { ledger.merge(outcome.usage) }
    let load = SystemLoad(
      services: outcomes.map { outcome in
        // Messages are no load of the load balancer, nor of what is driven by requests.
        (
          name: outcome.name,
          load: outcome.queue == nil ? outcome.hourly : HourlyLoad(calendar: calendar)
        )
      }, calendar: calendar)
    for resource in scenario.resources { resource.record(load: load, into: &ledger) }
    let bill = try biller.bill(ledger).locating(scenario.places)
    let series =
      outcomes.flatMap(\.watchSeries)
      + scenario.resources.watchSeries(under: MinutelyLoad(outcomes, calendar: calendar))
    var result = RunResult(
      identity: identity, scenario: scenario.name, catalogueDate: prices.date.description,
      traceRequests: Int64(profile.total.rounded()), services: outcomes, ledger: ledger,
      bill: bill, alarms: WatchHistory.reports(scenario.alarms, series: series, seed: seed),
      unwatched: WatchHistory.unwatched(scenario.alarms, series: series))
    result.costPlan = costPlan
    return result
  }
}

extension Scenario {
  /// The services with shares that add up to the whole load: the file's weights over their sum.
  var servicesWithWholeShares: [ServiceConfiguration] {
    let sum = services.reduce(0) { $0 + $1.share }
    // A scenario may have workers only.
    guard sum > 0 else { return services }
    return services.map { service in
      var service = service
      service.share /= sum
      return service
    }
  }
}

/// The values of `work` for 0 ..< `count` in that order, computed by at most `threads` tasks.
func inOrder<Value: Sendable>(
  count: Int, threads: Int, work: @escaping @Sendable (Int) -> Value
) async -> [Value] {
  await withTaskGroup(of: (Int, Value).self) { group in
    var next = 0
    func addTask() {
      let index = next
      next += 1
      group.addTask { (index, work(index)) }
    }
    while next < min(count, max(1, threads)) { addTask() }
    var results: [(index: Int, value: Value)] = []
    for await result in group {
      results.append((result.0, result.1))
      if next < count { addTask() }
    }
    return results.sorted { $0.index < $1.index }.map(\.value)
  }
}
