internal import Autoscaling
package import Simulation
package import Studies
internal import Units

/// A replay as one CSV in order of time: alarm transitions, and every invocation of a policy.
package enum ReplayCSV {
  static let header = [
    "time", "event", "alarm_or_policy", "from", "to", "status", "reason", "detail",
  ]

  package static func bytes(_ plan: ReplayPlan, _ outcome: ReplayOutcome) -> [UInt8] {
    var table = CSVTable(header: header)
    for event in ReplayEvent.inOrder(outcome) {
      table.verbatim(event.time.text(in: plan.period))
      switch event {
      case .transition(let transition):
        table.text("transition")
        table.text(transition.alarm)
        table.text(transition.from.rawValue)
        table.text(transition.to.rawValue)
        table.empty()
        table.empty()
        table.text(transition.reason ?? "")
      case .activity(let activity):
        table.text("activity")
        table.text(activity.policy)
        table.integer(activity.fromDesired)
        table.integer(activity.toDesired)
        table.text(activity.status.rawValue)
        table.text(activity.notScaledReason?.rawValue ?? "")
        table.text(activity.arithmetic ?? activity.cause)
      }
      table.endRow()
    }
    return table.bytes
  }
}

/// What a replay lists.
enum ReplayEvent {
  case transition(AlarmTransition)
  case activity(ScalingActivity)

  var time: SimTime {
    switch self {
    case .transition(let transition): transition.time
    case .activity(let activity): activity.start
    }
  }

  /// Both kinds in order of time; an alarm changes before it acts.
  static func inOrder(_ outcome: ReplayOutcome) -> [ReplayEvent] {
    let events =
      outcome.transitions.map(ReplayEvent.transition)
      + outcome.activities.map(ReplayEvent.activity)
    return events.enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map(\.element)
  }
}
