package import Units

/// The figures of a run that fit on a page: what `summary.json` carries and the store keeps.
///
/// Property names are the keys of `summary.json` in camel case. Figures are rounded when the
/// summary is made, so that reading one back and writing it again gives the same bytes.
package struct RunSummary: Sendable, Hashable, Codable {
  package static let currentSchemaVersion = 1

  package let schemaVersion: Int
  package let run: String
  package let scenario: String
  package let seed: UInt64
  package let mode: String
  package let period: Span
  package var bill: BillFigures
  package let services: [ServiceFigures]
  package var catalogue: Catalogue
  package let trace: Trace
  /// Absent where no service can run on Fargate Spot.
  package var spot: SpotFigures?
  /// How far the month varies with chance; absent where the run has one replication.
  package var replications: Replications?
  /// Alarms on the system's health that went off or could have; absent in runs of old.
  package var alarms: [AlarmFigures]?
  /// Alarms that have nothing to watch; absent where there are none, and in runs of old.
  package var unwatchedAlarms: [UnwatchedAlarm]?
  /// Absent where no load of a database is stated, and in runs of old.
  package var databases: [DatabaseFigures]?

  /// How far the CPU of a database is used: whether a smaller class would do.
  package struct DatabaseFigures: Sendable, Hashable, Codable {
    package let name: String
    package let instanceClass: String
    package let vcpus: Int64
    /// Of its vCPUs, over the period and in the busiest clock hour.
    package let cpuPercent: Int
    package let busiestHourCpuPercent: Int
  }

  package struct UnwatchedAlarm: Sendable, Hashable, Codable {
    package let name: String
    /// What the scenario would have to state.
    package let needs: String
  }

  package struct AlarmFigures: Sendable, Hashable, Codable {
    package let name: String
    package let subject: String
    package let signal: String
    package let severity: String
    package let threshold: Double
    package let times: Int
    package let seconds: Double
    /// The first and the last time that it went off, in UTC.
    @NullWhenAbsent package var first: String?
    @NullWhenAbsent package var last: String?
  }

  package struct Span: Sendable, Hashable, Codable {
    /// ISO 8601 in UTC; the end is excluded.
    package let start: String
    package let end: String
    package let hours: Double
  }

  package struct Catalogue: Sendable, Hashable, Codable {
    package let date: String
    package let sha256: String
    /// Of the prices that the bill rests on; absent in runs of old.
    package var ages: Ages?
  }

  /// Amounts are of a month of 730 h.
  package struct Ages: Sendable, Hashable, Codable {
    package let used: Int
    /// Those that no source has a date of.
    package let undated: Int
    /// The day on which the oldest one was seen; absent where none has a date.
    package var oldest: String?
    /// Prices that were seen last more than a year before the period, and what rests on them.
    package let overAYear: Int
    package let overAYearMonthly: Money
  }

  package struct Trace: Sendable, Hashable, Codable {
    package let sha256: String
    /// Inside the period, after `--scale`.
    package let requests: Int64
  }

  package struct BillFigures: Sendable, Hashable, Codable {
    package let currency: String
    /// Amortised cost of the period, and what is paid in it.
    package let total: Money
    package let cashTotal: Money
    /// By the 730 h rule.
    package let monthlyTotal: Money
    /// The plan's total; absent without a plan.
    package let baselineTotal: Money?
    package let lines: [LineFigures]
    /// Use without a price, which all of these are without; absent where there is none.
    package var notPriced: [NotPriced]?

    /// Whether the plan has amounts of lines, not only a total.
    package var hasPlannedLines: Bool { lines.contains { $0.baseline != nil } }
  }

  package struct NotPriced: Sendable, Hashable, Codable {
    package let line: String
    package let component: String
    /// Exact decimal text, in `unit`s over the period and over a month of 730 h.
    package let quantity: String
    package let monthlyQuantity: String
    package let unit: String
    /// The price that the list does not have.
    package let sku: String
    package let term: String
    package let region: String
    /// `file:line:column` of the resource; empty where no file states it.
    package let place: String
    /// AWS's code of the offer file that has the price; empty where it is not known.
    package let offer: String
  }

  package struct LineFigures: Sendable, Hashable, Codable {
    package let line: String
    package let title: String
    package let cost: Money
    package let monthly: Money
    /// The plan's amount; absent without a plan and where none of its lines covers the service.
    package let baseline: Money?
    /// Monthly minus baseline; absent with it.
    package let variance: Money?
    /// Why list price contradicts the plan; empty where it does not, absent with the baseline.
    package let why: String?
    /// A price of the line is not well supported.
    package let lowConfidence: Bool

    /// Whether the plan's amount holds: within 5 % of it or 5 dollars, whichever is more.
    ///
    /// A line without one holds.
    package var holds: Bool {
      guard let baseline, let variance else { return true }
      let allowed = max(
        Money(trillionths: baseline.trillionths / 20), Money(trillionths: 5 * Decimal12.one))
      return Money(trillionths: Int128(variance.trillionths.magnitude)) <= allowed
    }
  }

  /// Means over the replications of a run, each with its 95 % confidence interval.
  package struct Replications: Sendable, Hashable, Codable {
    package let count: Int
    package let confidence: Double
    /// By the 730 h rule.
    package let monthlyTotal: Interval
    /// In the bill's order.
    package let lines: [LineInterval]
  }

  package struct Interval: Sendable, Hashable, Codable {
    package let mean: Money
    /// Of the mean.
    package let low: Money
    package let high: Money
    /// The cheapest and the dearest single replication.
    package let least: Money
    package let most: Money
  }

  package struct LineInterval: Sendable, Hashable, Codable {
    package let line: String
    package let monthly: Interval
  }

  package struct ServiceFigures: Sendable, Hashable, Codable {
    package let name: String
    /// Offered, without retries.
    package let requests: Int64
    /// Absent where clients do not retry, and where there are no load tests.
    package var retries: Int64?
    package var loadTests: [LoadTestFigures]?
    /// Requests and retries: of both, `errors` is a share.
    package var attempts: Int64 { requests + (retries ?? 0) }
    package let errors: Int64
    /// How they failed; absent where none did.
    package var errorsByKind: ErrorFigures?
    /// `null` when no request arrived.
    @NullWhenAbsent package var latencyMs: Latency?
    package let slo: Objective
    package let tasks: Tasks
    package let taskSeconds: Int64
    package let scaleOuts: Int
    package let scaleIns: Int
    /// Absent for a service without a predictive policy.
    package var predictive: [PredictiveFigures]?
    /// Tasks lost with an Availability Zone; absent where no zone goes.
    package var tasksLostWithZones: Int?
    /// Tasks stopped because they failed their health checks; absent for none.
    package var replacedTasks: Int?
    /// Launches that found no zone or no quota, or ended before RUNNING; absent for none.
    package var failedStarts: Int?
    /// What the behaviors of the service did, by name; absent where nothing happened.
    package var events: [String: Int]?
    /// What became of a queue's messages; absent for a service of requests.
    package var queue: QueueFigures?
    /// Absent for a service without long-lived connections.
    package var connections: ConnectionFigures?
  }

  /// A queue, and what became of its messages; `requests` and `latency_ms` are of messages too.
  package struct QueueFigures: Sendable, Hashable, Codable {
    /// Receipts beyond a message's first.
    package let redeliveries: Int64
    package let deadLettered: Int64
    /// Deleted by SQS at the end of their retention.
    package let expired: Int64
    /// Still there at the end, with no task to take them.
    package let left: Int64
    /// At the end of any minute.
    package let mostVisible: Int64
    package let greatestAgeSeconds: Double
  }

  /// Connections that stay open after the request that opened them.
  package struct ConnectionFigures: Sendable, Hashable, Codable {
    /// Open when the period began.
    package let atStart: Int64
    package let opened: Int64
    /// Requests of clients whose connection was cut.
    package let reconnections: Int64
    package let closed: Int64
    /// Ended with their task, or with the deregistration delay of their target.
    package let cut: Int64
    package let openAtEnd: Int64
    /// Open at one time: the mean over the period, and the most.
    package let meanOpen: Double
    package let mostOpen: Int64
  }

  /// Requests that failed, by what the client saw.
  package struct ErrorFigures: Sendable, Hashable, Codable {
    /// The client gave up first (460 in the load balancer's log).
    package let clientTimeout: Int64
    /// 502: the task ended with the request in flight.
    package let badGateway: Int64
    /// 503: no target, or a full backlog.
    package let serviceUnavailable: Int64
    /// 504: no answer within the load balancer's idle timeout.
    package let gatewayTimeout: Int64
    /// Messages that no worker deleted; absent for none.
    package var undelivered: Int64?
  }

  /// What Fargate Spot saved and did.
  package struct SpotFigures: Sendable, Hashable, Codable {
    /// Against the same task-hours on demand: of the period, and by the 730 h rule; `null` for a run
    /// of old that was priced anew.
    @NullWhenAbsent package var saving: Money?
    @NullWhenAbsent package var monthlySaving: Money?
    /// Of the vCPU time of all tasks.
    package let sharePercent: Double
    package let services: [SpotService]
  }

  /// One service with its interruptions, beside the same run without them.
  package struct SpotService: Sendable, Hashable, Codable {
    package let name: String
    package let interruptions: Int
    package let failedLaunches: Int
    /// Hours that tasks waited for capacity, added over tasks.
    package let waitingHours: Double
    package let run: SpotRun
    package let withoutInterruptions: SpotRun
  }

  package struct SpotRun: Sendable, Hashable, Codable {
    @NullWhenAbsent package var p95Ms: Double?
    package let errors: Int64
    package let breachMinutes: Int
    package let taskSeconds: Int64
  }

  /// What a predictive policy forecast.
  package struct PredictiveFigures: Sendable, Hashable, Codable {
    package let policy: String
    package let mode: String
    package let forecasts: Int
    /// Hours of the period that a forecast reached.
    package let forecastHours: Int
    package let greatestCapacity: Int
    /// Sum of absolute errors over the sum of loads, in percent; `null` where nothing was both
    /// forecast and measured.
    @NullWhenAbsent package var errorPercent: Double?
  }

  /// What the clients of a load test saw, their network included.
  package struct LoadTestFigures: Sendable, Hashable, Codable {
    package let name: String
    package let clients: Int
    package let requests: Int64
    package let errors: Int64
    package let seconds: Double
    package let requestsPerSecond: Double
    @NullWhenAbsent package var latencyMs: Latency?
    package let fastestMs: Double
    package let slowestMs: Double
  }

  package struct Latency: Sendable, Hashable, Codable {
    package let mean: Double
    package let p50: Double
    package let p95: Double
    package let p99: Double
  }

  package struct Objective: Sendable, Hashable, Codable {
    package let objectiveP95Ms: Double
    package let breachMinutes: Int
  }

  package struct Tasks: Sendable, Hashable, Codable {
    /// When the period began; absent in runs of old.
    package var initial: Int?
    /// Whether the load before has made them, not the scenario; absent where it has not.
    package var startedWarm: Bool?
    package let min: Int
    package let mean: Double
    package let max: Int
  }
}

/// An optional that is written as `null`, so that its key is always there.
@propertyWrapper
package struct NullWhenAbsent<Value: Codable & Hashable & Sendable>: Sendable, Hashable, Codable {
  package var wrappedValue: Value?

  package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}
