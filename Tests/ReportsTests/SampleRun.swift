import Autoscaling
import Billing
import Ledger
import Scenarios
import Simulation
import Studies
import Testing
import Units
import Workload

/// A run made by hand: two services, three bill lines, one of them unused.
enum SampleRun {
  /// The same with three replications whose months of 730 h come to 326.66, 336.66 and 331.66.
  static func replicated() throws -> RunResult {
    var result = try result()
    let amounts = ["0.90", "0.96", "0.93"]
    result.replications = try zip(["144.1604", "154.1604", "149.1604"], amounts).map {
      try costs(fargate: $0, cost: $1)
    }
    return result
  }

  private static func costs(fargate: String, cost: String) throws -> ReplicationCosts {
    let bill = Bill(
      items: [],
      lines: [
        try line("ecs-fargate", "ECS Fargate", cost, fargate, "800", ""),
        try line("ebs", "EBS", "0", "0", "100", ""),
        try line("cloudwatch", "CloudWatch", "0.50", "182.50", "0", ""),
      ])
    let period = try #require(Period(text: "2026-12-01T00:00:00Z/2026-12-01T02:00:00Z"))
    let month = try #require(LedgerCalendar(period: period).months.first)
    let lines = [("ecs-fargate", cost), ("cloudwatch", "0.50")]
    return ReplicationCosts(
      bill: bill,
      months: [
        MonthBill(
          month: month, hours: 2,
          lines: try lines.map { id, cost in
            let cost = try #require(Money(text: cost))
            return MonthBill.Line(
              id: id, title: id, cost: cost, cash: cost, baseline: .zero)
          })
      ])
  }

  static func result() throws -> RunResult {
    let period = try #require(Period(text: "2026-12-01T00:00:00Z/2026-12-01T02:00:00Z"))
    let calendar = LedgerCalendar(period: period)
    let identity = RunIdentity(
      scenarioText: "{}\n", period: period, scale: Decimal12(trillionths: Decimal12.one),
      gaps: .zero, mode: .request, traceSHA256: "aa", catalogueSHA256: "bb", seed: 7,
      toolVersion: "test")
    return RunResult(
      identity: identity, scenario: "sample", catalogueDate: "2026-11-23", traceRequests: 1234,
      services: [busy(calendar), idle(calendar)], ledger: UsageLedger(calendar: calendar),
      bill: try bill())
  }

  static func bill() throws -> Bill {
    let items = [
      try item("ecs-fargate", "nav-vcpu", 8 * 3600, "vCPU-hour", "0.04048", "0.32384", .high),
      try item("ecs-fargate", "nav-memory", 16 * 3600, "GB-hour", "0.004445", "0.07112", .medium),
      try item("cloudwatch", "=logs", 3600, "GB", "0.5", "0.50", .memory),
    ]
    return Bill(
      items: items,
      lines: [
        try line("ecs-fargate", "ECS Fargate", "0.39496", "144.1604", "800", ""),
        try line("ebs", "EBS", "0", "0", "100", "there is no EC2 instance"),
        try line("cloudwatch", "CloudWatch", "0.50", "182.50", "0", ""),
      ])
  }

  private static func item(
    _ line: String, _ component: String, _ units: Int128, _ unit: String, _ price: String,
    _ cost: String, _ confidence: PriceConfidence
  ) throws -> LineItem {
    let money = try #require(Money(text: cost))
    return LineItem(
      line: line, component: component, sku: component, tier: "",
      quantity: Quantity(smallestUnits: units, perUnit: 3600), unit: unit,
      unitPrice: try #require(UnitPrice(text: price)), cost: money,
      monthly: money.scaled(by: 365, over: 1), cash: money, note: "", confidence: confidence)
  }

  private static func line(
    _ id: String, _ title: String, _ cost: String, _ monthly: String, _ baseline: String,
    _ why: String
  ) throws -> BillLine {
    let planned: Money = try #require(Money(text: baseline))
    return BillLine(
      id: id, title: title, cost: try #require(Money(text: cost)),
      monthly: try #require(Money(text: monthly)), baseline: planned, why: why)
  }

  private static func busy(_ calendar: LedgerCalendar) -> ServiceOutcome {
    var errors = ErrorCounts()
    errors.gatewayTimeout = 3
    let latency = LatencySummary(mean: 40.12345, p50: 31, p95: 120.5, p99: 900.0004, max: 1200.25)
    return outcome(
      "nav-engine", calendar: calendar, offered: 1234, errors: errors, latency: latency,
      activities: [
        ScalingActivity(
          start: SimTime(nanoseconds: 61_500_000_000), end: SimTime(nanoseconds: 180_000_000_000),
          policy: "cpu", cause: "monitor alarm AlarmHigh in state ALARM", fromDesired: 2,
          toDesired: 3, status: .successful, notScaledReason: nil, occurrences: 1),
        ScalingActivity(
          start: SimTime(nanoseconds: 3_599_999_999_999), end: nil, policy: "cpu",
          cause: "=alarm, low", fromDesired: 3, toDesired: 3, status: .notScaled,
          notScaledReason: .alreadyAtMaxCapacity, occurrences: 4),
      ],
      minute: MinuteLoad(
        offered: 1234, errors: errors, latency: latency, openMilliseconds: 49_512, cpuPercent: 71.25
      ),
      transitions: [
        AlarmTransition(
          time: SimTime(nanoseconds: 61_300_000_000), alarm: "=AlarmHigh", from: .ok, to: .alarm)
      ])
  }

  private static func idle(_ calendar: LedgerCalendar) -> ServiceOutcome {
    outcome(
      "analytics-hub", calendar: calendar, offered: 0, errors: ErrorCounts(), latency: nil,
      activities: [],
      minute: MinuteLoad(
        offered: 0, errors: ErrorCounts(), latency: nil, openMilliseconds: 0, cpuPercent: 0),
      published: [0])
  }

  private static func outcome(
    _ name: String, calendar: LedgerCalendar, offered: Int64, errors: ErrorCounts,
    latency: LatencySummary?, activities: [ScalingActivity], minute: MinuteLoad,
    published: [Double] = [], transitions: [AlarmTransition] = []
  ) -> ServiceOutcome {
    let timeline = Timeline(
      loads: RowLog([minute]),
      counts: RowLog([MinuteCounts(desired: 2, running: 2, healthy: 2)]),
      published: RowLog(published))
    return ServiceOutcome(
      name: name, offered: offered, served: offered - errors.total, errors: errors,
      latency: latency, objectiveP95: .milliseconds(500), breachMinutes: 0, minRunning: 2,
      meanRunning: 2.25, maxRunning: 3, taskSeconds: 16_200, scaleOuts: activities.isEmpty ? 0 : 1,
      scaleIns: 0, activities: activities, timeline: timeline,
      hourly: HourlyLoad(calendar: calendar), usage: UsageLedger(calendar: calendar),
      alarmTransitions: transitions)
  }
}
