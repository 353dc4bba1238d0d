internal import Autoscaling
package import Simulation
package import Studies
package import Units

/// Why a service did, or did not, scale in one minute.
package enum ReplayMoment {
  /// The evaluations and decisions from `minute` on for sixty seconds.
  package static func lines(
    _ plan: ReplayPlan, _ outcome: ReplayOutcome, minute: UTCTime, style: TerminalStyle
  ) -> [String] {
    let start = SimTime.start + .seconds(minute.seconds(since: plan.period.start))
    let span = start..<(start + .minutes(1))
    let looks = outcome.evaluations.filter { span.contains($0.time) }
    guard !looks.isEmpty else {
      return ["No alarm was evaluated at \(minute); the replay covers \(plan.period)."]
    }
    return looks.flatMap { look in
      lines(look, plan, style) + decisions(at: look.time, look.alarm, plan, outcome, style)
    }
  }

  private static func lines(
    _ look: AlarmEvaluationRecord, _ plan: ReplayPlan, _ style: TerminalStyle
  ) -> [String] {
    let change =
      look.from == look.to ? look.to.rawValue : "\(look.from.rawValue) -> \(look.to.rawValue)"
    let newest = look.newestPointStart.map {
      "; the newest point it looks at began at \(ReplayPage.clock($0, plan).dropLast(4))"
    }
    return [
      "\(ReplayPage.clock(look.time, plan))  \(ReplayPage.short(look.alarm)) is \(change)",
      style.paint("  \(look.reason)\(newest ?? "")".safeForTerminal, .faint),
    ]
  }

  private static func decisions(
    at time: SimTime, _ alarm: String, _ plan: ReplayPlan, _ outcome: ReplayOutcome,
    _ style: TerminalStyle
  ) -> [String] {
    let answers = outcome.activities.filter {
      $0.cause.contains(alarm) && $0.start >= time && $0.start < time + .seconds(10)
    }
    guard !answers.isEmpty else { return ["  asks for nothing"] }
    return answers.map { answer in
      let result =
        answer.notScaledReason.map { "desired stays \(answer.fromDesired): \($0.rawValue)" }
        ?? "desired \(answer.fromDesired) -> \(answer.toDesired)"
      return "  \(result)  \(answer.arithmetic ?? "")".safeForTerminal
    }
  }
}
