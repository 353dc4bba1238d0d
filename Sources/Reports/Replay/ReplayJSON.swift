internal import Autoscaling
package import Simulation
package import Studies
internal import Units

/// A replay as JSON: `transitions[{time,alarm,from,to,…}]`, `activities[{time,cause,from,to,…}]`.
package enum ReplayJSON {
  package static func bytes(_ plan: ReplayPlan, _ outcome: ReplayOutcome) throws -> [UInt8] {
    let document = Document(
      schemaVersion: 1, seed: plan.seed,
      period: Span(start: plan.period.start.description, end: plan.period.end.description),
      alarms: outcome.alarms.map(Alarm.init),
      transitions: outcome.transitions.map { Transition($0, plan) },
      activities: outcome.activities.map { Activity($0, plan) })
    return try SnakeCaseJSON.bytes(document)
  }

  private struct Document: Encodable {
    let schemaVersion: Int
    let seed: UInt64
    let period: Span
    let alarms: [Alarm]
    let transitions: [Transition]
    let activities: [Activity]
  }

  private struct Span: Encodable {
    let start: String
    let end: String
  }

  private struct Alarm: Encodable {
    let name: String
    let metric: String
    let comparison: String
    let threshold: Double
    let period: String
    let evaluationPeriods: Int
    let datapointsToAlarm: Int
    let treatMissingData: String
    let phase: String
    let lag: String

    init(_ alarm: ReplayedAlarm) {
      name = alarm.name
      metric = alarm.configuration.identity.text
      comparison = alarm.configuration.comparison.rawValue
      threshold = alarm.configuration.threshold
      period = alarm.configuration.period.description
      evaluationPeriods = alarm.configuration.evaluationPeriods
      datapointsToAlarm = alarm.configuration.datapointsToAlarm
      treatMissingData = alarm.configuration.treatMissingData.rawValue
      phase = alarm.phase.description
      lag = alarm.lag.description
    }
  }

  private struct Transition: Encodable {
    let time: String
    let alarm: String
    let from: String
    let to: String
    let reason: String?

    init(_ transition: AlarmTransition, _ plan: ReplayPlan) {
      time = transition.time.text(in: plan.period)
      alarm = transition.alarm
      from = transition.from.rawValue
      to = transition.to.rawValue
      reason = transition.reason
    }
  }

  private struct Activity: Encodable {
    let time: String
    let end: String?
    let policy: String
    let cause: String
    let from: Int
    let to: Int
    let status: String
    /// The reason code where nothing changed, else the arithmetic, or the cause where there is none.
    let reason: String
    let arithmetic: String?
    /// As AWS gives them beside a reason.
    let maxCapacity: Int?
    let minCapacity: Int?
    let currentCapacity: Int?

    init(_ activity: ScalingActivity, _ plan: ReplayPlan) {
      time = activity.start.text(in: plan.period)
      end = activity.end.map { $0.text(in: plan.period) }
      policy = activity.policy
      cause = activity.cause
      from = activity.fromDesired
      to = activity.toDesired
      status = activity.status.rawValue
      reason = activity.notScaledReason?.rawValue ?? activity.arithmetic ?? activity.cause
      arithmetic = activity.arithmetic
      maxCapacity = activity.bounds?.upperBound
      minCapacity = activity.bounds?.lowerBound
      currentCapacity = activity.bounds == nil ? nil : activity.fromDesired
    }
  }
}
