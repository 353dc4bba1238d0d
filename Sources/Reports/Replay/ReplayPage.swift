internal import Autoscaling
package import Simulation
package import Studies
internal import Units

/// A replay for people: the alarms, then what happened in order of time.
package enum ReplayPage {
  package static func lines(
    _ plan: ReplayPlan, _ outcome: ReplayOutcome, style: TerminalStyle
  ) -> [String] {
    let heading = "Replay of \(plan.metricsPath) under \(plan.policyPath)".safeForTerminal
    return [style.paint(heading, .heading), "", "Times are UTC; \(plan.period).", ""]
      + outcome.alarms.flatMap { alarmLines($0, style) } + [""]
      + happenings(plan, outcome, style)
  }

  private static func happenings(
    _ plan: ReplayPlan, _ outcome: ReplayOutcome, _ style: TerminalStyle
  ) -> [String] {
    let happened = events(outcome).flatMap { lines($0, plan, style) }
    return happened.isEmpty
      ? ["Nothing happened: no alarm changed its state, and nothing set a count."] : happened
  }

  private static func alarmLines(_ alarm: ReplayedAlarm, _ style: TerminalStyle) -> [String] {
    let it = alarm.configuration
    let needed = it.datapointsToAlarm
    return [
      "\(alarm.name)".safeForTerminal,
      "  \(it.identity.text) \(it.comparison.symbol) \(it.threshold.shortText) in \(needed) of"
        + " \(it.evaluationPeriods) points of \(it.period); evaluated \(alarm.phase.inSeconds.shortText) s into each"
        + " \(it.evaluationInterval), looking \(alarm.lag) back",
    ]
  }

  /// Equal answers of a policy that follow one another, as one.
  private struct Run {
    let event: ReplayEvent
    var last: SimTime
    var count = 1
  }

  private static func events(_ outcome: ReplayOutcome) -> [Run] {
    var runs: [Run] = []
    // An answer joins the run of its policy unless something else happened since.
    var open: [String: Int] = [:]
    for event in ReplayEvent.inOrder(outcome) {
      guard case .activity(let activity) = event, let reason = activity.notScaledReason else {
        open = [:]
        runs.append(Run(event: event, last: event.time))
        continue
      }
      let key = "\(activity.policy) \(activity.cause) \(reason.rawValue)"
      if let place = open[key] {
        runs[place].last = event.time
        runs[place].count += 1
      } else {
        open[key] = runs.count
        runs.append(Run(event: event, last: event.time))
      }
    }
    return runs
  }

  private static func lines(
    _ run: Run, _ plan: ReplayPlan, _ style: TerminalStyle
  ) -> [String] {
    let time = clock(run.event.time, plan)
    switch run.event {
    case .transition(let transition):
      return [
        "\(time)  \(short(transition.alarm)): \(transition.from.rawValue) -> "
          + style.paint(transition.to.rawValue, transition.to == .alarm ? .warning : .heading),
        style.paint("  \(transition.reason ?? "")".safeForTerminal, .faint),
      ]
    case .activity(let activity):
      // What no alarm asked for has no arithmetic, but a cause that says it all.
      let why = activity.arithmetic ?? activity.cause
      guard let reason = activity.notScaledReason else {
        let isChange = activity.fromDesired != activity.toDesired
        let change = "desired " + (isChange ? "\(activity.fromDesired) -> " : "stays ")
        let end = activity.end.map { isChange ? " until \(clock($0, plan).suffix(12))" : "" } ?? ""
        return [
          "\(time)  " + style.paint("\(change)\(activity.toDesired)", .heading)
            + "  \(why)".safeForTerminal,
          style.paint(
            "  \(activity.policy), \(activity.status.rawValue)\(end)".safeForTerminal, .faint),
        ]
      }
      let often =
        run.count > 1 ? ", \(run.count) times until \(clock(run.last, plan).suffix(12))" : ""
      return [
        "\(time)  desired stays \(activity.fromDesired): \(reason.rawValue)\(often)",
        style.paint("  \(activity.policy): \(why)".safeForTerminal, .faint),
      ]
    }
  }

  /// Without the service's prefix, which is the same for all.
  static func short(_ alarm: String) -> String {
    guard let range = alarm.firstRange(of: "-Alarm") else { return alarm.safeForTerminal }
    return String(alarm[alarm.index(after: range.lowerBound)...]).safeForTerminal
  }

  /// `2026-12-01 02:06:29.560`.
  static func clock(_ time: SimTime, _ plan: ReplayPlan) -> String {
    time.text(in: plan.period).replacing("T", with: " ").replacing("Z", with: "")
  }
}
