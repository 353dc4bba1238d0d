import ArgumentParser
import Foundation
import Reports
import Studies
import Units

/// `tosscost replay`: recorded metric points through alarms and policies, without a load model.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Feed recorded metrics to alarms and scaling policies, and explain what they do.",
    discussion: """
      Examples:
        tosscost replay cpu.csv --policy policy.yaml
        tosscost replay cpu.json --policy policy.yaml --running tasks.csv --format json
        tosscost replay cpu.csv --policy policy.yaml --at 02:07

      METRICS is a CSV `timestamp,value` (or a column for each metric, such as `cpu,memory`), the CSV \
      of CloudWatch's console, or the JSON of `aws cloudwatch get-metric-statistics` or \
      `get-metric-data`. An absent row or an empty cell is a minute without a point. An alarm stops \
      once it has seen the last row; empty rows at the end keep it running. The policy \
      file holds the scaling keys of a service in a scenario: min, max, initial, target_tracking, \
      step_scaling, alarm_phases and the others; and alarms_created, when the policies were put. \
      Alarms that are older have the states of alarm_states, and what was before the recording is \
      unknown to them, not missing. Recorded counts with a row a minute count from the end \
      of their minute on, others from the second they give. One that holds is the desired one from then \
      on, whoever set it, unless a policy asked for it, it is on its way to the count that was asked for, \
      or it is over within 15 minutes as a deployment is. A predictive policy learns from the recording's \
      own hours, so it acts after a day of them.
      """)

  @Argument(help: "Recorded metric points.")
  var metrics: String

  @Option(help: ArgumentHelp("Policy file (YAML).", valueName: "file"))
  var policy: String

  @Option(
    help: ArgumentHelp(
      "Recorded counts in place of modelled ones: CSV timestamp,value or timestamp,running,desired.",
      valueName: "file"))
  var running: String?

  @Option(
    help: ArgumentHelp(
      "recorded: points as they are; proportional: scaled by recorded over modelled count."))
  var model: ReplayPlan.Model = .recorded

  @Option(help: "Seed of alarm phases and delays that are not given.")
  var seed: UInt64 = 1

  @Option(help: "What to print.")
  var format: ReplayFormat = .table

  @Option(
    help: ArgumentHelp(
      "Explain one minute, in UTC: 02:07 or 2026-12-01T02:07.", valueName: "time"))
  var at: String?

  func run() throws {
    let plan = try ReplayPlan(
      metricsPath: metrics, policyPath: policy, runningPath: running, model: model, seed: seed)
    let minute = try at.map { try moment($0, in: plan.period) }
    let outcome = plan.run()
    if let minute {
      Terminal.write(
        ReplayMoment.lines(plan, outcome, minute: minute, style: Terminal.outputStyle))
      return
    }
    switch format {
    case .table: Terminal.write(ReplayPage.lines(plan, outcome, style: Terminal.outputStyle))
    case .csv: Terminal.write(ReplayCSV.bytes(plan, outcome))
    case .json: Terminal.write(try ReplayJSON.bytes(plan, outcome))
    }
  }

  /// A full time, or a clock time: the first such minute of the recording.
  private func moment(_ text: String, in period: Period) throws -> UTCTime {
    if let time = UTCTime(iso8601: text) { return floored(time) }
    guard text.utf8.count == 5 || text.utf8.count == 8,
      let time = UTCTime(iso8601: "\(period.start.date)T\(text)")
    else {
      throw ValidationError("--at must be a time such as 02:07 or 2026-12-01T02:07.")
    }
    return floored(time < period.start ? time.advanced(bySeconds: 86_400) : time)
  }

  private func floored(_ time: UTCTime) -> UTCTime {
    time.advanced(bySeconds: -(time.secondOfDay % 60))
  }
}

extension ReplayPlan.Model: ExpressibleByArgument {}

enum ReplayFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json
}
