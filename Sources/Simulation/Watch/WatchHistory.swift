internal import Autoscaling
internal import Kernel
internal import Units

/// Runs alarms over the minutes of a run that is over.
package enum WatchHistory {
  /// What each rule makes of each series of its signal, by rule, then in the order of the series.
  ///
  /// Alarms are CloudWatch's: evaluated once a minute at a second of their own, on points that have
  /// become visible.
  ///
  /// - Complexity: O(rules × minutes).
  package static func reports(
    _ rules: [WatchRule], series: [WatchSeries], seed: UInt64
  ) -> [WatchReport] {
    rules.flatMap { rule in
      series.filter { $0.signal == rule.signal }.map { report(rule, $0, seed: seed) }
    }
  }

  private static func report(
    _ rule: WatchRule, _ series: WatchSeries, seed: UInt64
  ) -> WatchReport {
    let alarm = rule.alarm(objective: series.objective)
    var stream = RandomStream(
      seed: seed, component: "watch alarm phase", entity: "\(series.subject)/\(rule.name)")
    let phase = SimDuration(seconds: 60 * stream.uniform())
    let points = series.points
    var state = AlarmState.insufficientData
    var episodes: [WatchReport.Episode] = []
    var began: (time: SimTime, first: Int)?
    // Points end at `seen`; the last ones become visible only after the run.
    var breaching = RecentBreaches(alarm)
    for minute in 0..<points.count {
      let seen = minute - rule.signal.lag
      guard seen > 0 else { continue }
      breaching.add(points[seen - 1])
      let next = breaching.isWhole ? breaching.state : evaluated(alarm, points, seen, state)
      guard next != state else { continue }
      let now = SimTime.minute(Int64(minute)) + phase
      if next == .alarm { began = (now, max(0, seen - rule.periods)) }
      if state == .alarm, let start = began {
        episodes.append(episode(start, end: now, points, upTo: seen, rule))
        began = nil
      }
      state = next
    }
    if let start = began {
      episodes.append(episode(start, end: nil, points, upTo: points.count, rule))
    }
    return WatchReport(
      rule: rule, subject: series.subject, threshold: alarm.threshold, episodes: episodes)
  }

  private static func evaluated(
    _ alarm: AlarmConfiguration, _ points: [Double?], _ seen: Int, _ state: AlarmState
  ) -> AlarmState {
    let range = points[max(0, seen - alarm.evaluationRange)..<seen]
    return alarm.evaluate(Array(range), previous: state).state
  }

  private static func episode(
    _ start: (time: SimTime, first: Int), end: SimTime?, _ points: [Double?], upTo last: Int,
    _ rule: WatchRule
  ) -> WatchReport.Episode {
    let values = points[start.first..<last].compactMap { $0 }
    let worst = (rule.signal.isBadAbove ? values.max() : values.min()) ?? 0
    return WatchReport.Episode(start: start.time, end: end, worst: worst)
  }
}

/// The newest points of an alarm, as long as none of them is missing.
private struct RecentBreaches {
  private let alarm: AlarmConfiguration
  private var isBreaching: [Bool]
  private var place = 0
  private var breaching = 0
  /// Points since the last missing one.
  private var count = 0

  init(_ alarm: AlarmConfiguration) {
    self.alarm = alarm
    isBreaching = Array(repeating: false, count: alarm.evaluationPeriods)
  }

  var isWhole: Bool { count >= isBreaching.count }
  var state: AlarmState { breaching >= alarm.datapointsToAlarm ? .alarm : .ok }

  mutating func add(_ point: Double?) {
    guard let point else {
      count = 0
      breaching = 0
      for index in isBreaching.indices { isBreaching[index] = false }
      return
    }
    let now = alarm.isBreaching(point)
    if isBreaching[place] { breaching -= 1 }
    if now { breaching += 1 }
    isBreaching[place] = now
    place = place + 1 == isBreaching.count ? 0 : place + 1
    count += 1
  }
}
