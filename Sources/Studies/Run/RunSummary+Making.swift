internal import Autoscaling
package import Billing
internal import Ledger
internal import Scenarios
package import Simulation
internal import Units

extension RunSummary {
  package init(_ result: RunResult) {
    let identity = result.identity
    let period = identity.period
    self.init(
      schemaVersion: Self.currentSchemaVersion, run: identity.run, scenario: result.scenario,
      seed: identity.seed, mode: identity.mode.rawValue,
      period: Span(
        start: period.start.description, end: period.end.description,
        hours: rounded(period.hours, decimals: 4)),
      bill: BillFigures(result.bill), services: result.services.map(ServiceFigures.init),
      catalogue: Catalogue(
        date: result.catalogueDate, sha256: identity.catalogueSHA256,
        ages: Ages(result.bill, start: period.start.date)),
      trace: Trace(sha256: identity.traceSHA256, requests: result.traceRequests),
      spot: result.spot.map(SpotFigures.init),
      replications: Replications(result.replications),
      alarms: result.alarms.isEmpty
        ? nil : result.alarms.map { AlarmFigures($0, period: period) },
      unwatchedAlarms: UnwatchedAlarm.all(result.unwatched),
      databases: DatabaseFigures.all(in: result.ledger))
  }

  /// The same usage at another price list.
  ///
  /// Intervals over replications are kept only where prices are the same: of the others no usage is
  /// left that could be priced.
  ///
  /// - Parameter onDemandBill: the same with every task on demand.
  package func repriced(
    run: String, bill: Bill, onDemandBill: Bill, catalogueDate: String,
    catalogueSHA256: String
  ) -> RunSummary {
    RunSummary(
      schemaVersion: schemaVersion, run: run, scenario: scenario, seed: seed, mode: mode,
      period: period, bill: BillFigures(bill), services: services,
      catalogue: Catalogue(
        date: catalogueDate, sha256: catalogueSHA256,
        ages: Ages(bill, start: UTCTime(iso8601: period.start)?.date)),
      trace: trace,
      spot: spot?.worth(bill, onDemand: onDemandBill),
      replications: catalogueSHA256 == catalogue.sha256 ? replications : nil, alarms: alarms,
      unwatchedAlarms: unwatchedAlarms, databases: databases)
  }
}

extension RunSummary.DatabaseFigures {
  fileprivate static func all(in ledger: UsageLedger) -> [Self]? {
    let figures = DatabaseUtilisation.all(in: ledger).map {
      Self(
        name: $0.resource, instanceClass: $0.instanceClass, vcpus: $0.vcpus,
        cpuPercent: $0.meanPercent, busiestHourCpuPercent: $0.busiestPercent)
    }
    return figures.isEmpty ? nil : figures
  }
}

extension RunSummary.BillFigures {
  package init(_ bill: Bill) {
    let weakLines = bill.lowConfidenceLines
    self.init(
      currency: "USD", total: bill.total, cashTotal: bill.cashTotal,
      monthlyTotal: bill.monthlyTotal, baselineTotal: bill.planTotal,
      lines: bill.lines.map { line in
        RunSummary.LineFigures(
          line: line.id, title: line.title, cost: line.cost, monthly: line.monthly,
          baseline: line.baseline, variance: line.variance, why: line.why,
          lowConfidence: weakLines.contains(line.id))
      },
      notPriced: bill.unpriced.isEmpty ? nil : bill.unpriced.map(RunSummary.NotPriced.init))
  }
}

extension RunSummary.Ages {
  /// - Parameter start: of the period; `nil` makes none.
  init?(_ bill: Bill, start: CivilDate?) {
    guard let start else { return nil }
    let ages = bill.priceAges(before: start.aYearBefore)
    self.init(
      used: ages.used, undated: ages.undated, oldest: ages.oldest?.description,
      overAYear: ages.aged, overAYearMonthly: ages.agedMonthly)
  }
}

extension CivilDate {
  /// The same day of the year before; 28 February for 29 February.
  fileprivate var aYearBefore: CivilDate {
    CivilDate(year: year - 1, month: month, day: month == 2 ? min(day, 28) : day) ?? self
  }
}

extension RunSummary.NotPriced {
  init(_ item: UnpricedItem) {
    self.init(
      line: item.line, component: item.component, quantity: item.quantity.description,
      monthlyQuantity: item.monthlyQuantity.description, unit: item.unit, sku: item.sku,
      term: item.term, region: item.region, place: item.place, offer: item.offer ?? "")
  }
}

extension RunSummary.ServiceFigures {
  package init(_ service: ServiceOutcome) {
    self.init(
      name: service.name, requests: service.offered - service.retries,
      retries: service.retries > 0 ? service.retries : nil,
      loadTests: service.loadTests.isEmpty
        ? nil : service.loadTests.map(RunSummary.LoadTestFigures.init),
      errors: service.errors.total,
      errorsByKind: service.errors.total > 0
        ? RunSummary.ErrorFigures(service.errors) : nil,
      latencyMs: service.latency.map(RunSummary.Latency.init),
      slo: RunSummary.Objective(
        objectiveP95Ms: rounded(service.objectiveP95.inSeconds * 1000, decimals: 3),
        breachMinutes: service.breachMinutes),
      tasks: RunSummary.Tasks(
        initial: service.start?.tasks, startedWarm: service.start?.isWarm == true ? true : nil,
        min: service.minRunning, mean: rounded(service.meanRunning, decimals: 4),
        max: service.maxRunning),
      taskSeconds: service.taskSeconds, scaleOuts: service.scaleOuts, scaleIns: service.scaleIns,
      predictive: service.predictive.isEmpty
        ? nil : service.predictive.map(RunSummary.PredictiveFigures.init),
      tasksLostWithZones: service.tasksLostWithZones,
      replacedTasks: service.replacedTasks > 0 ? service.replacedTasks : nil,
      failedStarts: service.failedStarts > 0 ? service.failedStarts : nil,
      events: service.events.isEmpty
        ? nil
        : Dictionary(service.events.map { ($0.name, $0.count) }, uniquingKeysWith: +),
      queue: service.queue.map(RunSummary.QueueFigures.init),
      connections: service.boundWork?.connections.map {
        RunSummary.ConnectionFigures($0, seconds: 60 * Double(service.timeline.count))
      })
  }
}

extension RunSummary.QueueFigures {
  fileprivate init(_ queue: QueueOutcome) {
    self.init(
      redeliveries: queue.redeliveries, deadLettered: queue.deadLettered, expired: queue.expired,
      left: queue.left, mostVisible: queue.mostVisible,
      greatestAgeSeconds: rounded(queue.greatestAge, decimals: 3))
  }
}

extension RunSummary.ConnectionFigures {
  /// - Parameter seconds: of the whole period.
  fileprivate init(_ outcome: ConnectionOutcome, seconds: Double) {
    self.init(
      atStart: outcome.atStart, opened: outcome.opened, reconnections: outcome.reconnections,
      closed: outcome.closed, cut: outcome.cut, openAtEnd: outcome.open,
      meanOpen: rounded(outcome.connectionSeconds / max(1, seconds), decimals: 3),
      mostOpen: outcome.most)
  }
}

extension RunSummary.PredictiveFigures {
  fileprivate init(_ outcome: PredictiveOutcome) {
    self.init(
      policy: outcome.policy, mode: outcome.mode.rawValue, forecasts: outcome.forecasts,
      forecastHours: outcome.hours, greatestCapacity: outcome.greatestCapacity,
      errorPercent: outcome.relativeError.map { rounded(100 * $0, decimals: 2) })
  }
}

extension RunSummary.UnwatchedAlarm {
  fileprivate static func all(_ rules: [WatchRule]) -> [Self]? {
    let alarms = rules.compactMap { rule in
      rule.signal.needs.map { Self(name: rule.name, needs: $0) }
    }
    return alarms.isEmpty ? nil : alarms
  }
}

extension RunSummary.AlarmFigures {
  fileprivate init(_ report: WatchReport, period: Period) {
    let end = SimTime.start + period.duration
    self.init(
      name: report.rule.name, subject: report.subject, signal: report.rule.signal.rawValue,
      severity: report.rule.severity.rawValue, threshold: report.threshold,
      times: report.episodes.count,
      seconds: rounded(report.seconds(until: end), decimals: 3),
      first: report.episodes.first.map { Self.text($0.start, period) },
      last: report.episodes.last.map { Self.text($0.start, period) })
  }

  /// To the second, rounded down.
  private static func text(_ time: SimTime, _ period: Period) -> String {
    period.start.advanced(bySeconds: time.nanoseconds / 1_000_000_000).description
  }
}

extension RunSummary.Latency {
  fileprivate init(_ latency: LatencySummary) {
    self.init(
      mean: rounded(latency.mean, decimals: 3), p50: rounded(latency.p50, decimals: 3),
      p95: rounded(latency.p95, decimals: 3), p99: rounded(latency.p99, decimals: 3))
  }
}

extension RunSummary.LoadTestFigures {
  fileprivate init(_ test: LoadTestOutcome) {
    self.init(
      name: test.name, clients: test.clients, requests: test.requests, errors: test.errors,
      seconds: rounded(test.seconds, decimals: 3),
      requestsPerSecond: rounded(test.requestsPerSecond, decimals: 3),
      latencyMs: test.latency.map(RunSummary.Latency.init),
      fastestMs: rounded(test.fastest, decimals: 3), slowestMs: rounded(test.slowest, decimals: 3))
  }
}

/// `value` rounded to `decimals` places, so that its shortest text is no longer than that.
func rounded(_ value: Double, decimals: Int) -> Double {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  return (value * scale).rounded() / scale
}

extension RunSummary.ErrorFigures {
  fileprivate init(_ errors: ErrorCounts) {
    self.init(
      clientTimeout: errors.clientTimeout, badGateway: errors.badGateway,
      serviceUnavailable: errors.unavailable, gatewayTimeout: errors.gatewayTimeout,
      undelivered: errors.undelivered > 0 ? errors.undelivered : nil)
  }
}
