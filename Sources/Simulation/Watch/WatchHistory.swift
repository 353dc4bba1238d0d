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

  /// Rules of whose signal there is no series, in their order.
  package static func unwatched(_ rules: [WatchRule], series: [WatchSeries]) -> [WatchRule] {
    rules.filter { rule in !series.contains { $0.signal == rule.signal } }
  }

  private static func report(
    _ rule: WatchRule, _ series: WatchSeries, seed: UInt64
  ) -> WatchReport {
    let alarm = rule.alarm(objective: series.objective)
    var stream = RandomStream(
      seed: seed, component: "watch alarm phase", entity: "\(series.subject)/\(rule.name)")
    let phase = SimDuration(seconds: 60 * stream.uniform())
    var state = AlarmState.insufficientData
    var episodes = WatchEpisodes(isBadAbove: rule.signal.isBadAbove)
    // Points end at `seen`; the last ones become visible only after the run.
    var breaching = RecentBreaches(alarm)
    var recent = RecentPoints(
      reach: max(alarm.evaluationRange, rule.periods) + rule.signal.lag + 1)
    var minute = 0
    series.forEachPoint { point in
      recent.append(point)
      let seen = minute - rule.signal.lag
      minute += 1
      guard seen > 0 else { return }
      breaching.add(recent[seen - 1])
      episodes.look(at: recent[seen - 1])
      let next =
        breaching.isWhole
        ? breaching.state
        : alarm.evaluate(
          recent[max(0, seen - alarm.evaluationRange)..<seen], previous: state
        ).state
      guard next != state else { return }
      let now = SimTime.minute(Int64(minute - 1)) + phase
      if next == .alarm {
        episodes.begin(at: now, with: recent[max(0, seen - rule.periods)..<seen])
      }
      if state == .alarm { episodes.end(at: now) }
      state = next
    }
    for point in recent.suffix(rule.signal.lag + 1) { episodes.look(at: point) }
    episodes.end(at: nil)
    return WatchReport(
      rule: rule, subject: series.subject, threshold: alarm.threshold, episodes: episodes.all)
  }
}

/// The times of one alarm in ALARM, as they come.
private struct WatchEpisodes {
  let isBadAbove: Bool
  private(set) var all: [WatchReport.Episode] = []
  private var start: SimTime?
  private var worst: Double?

  init(isBadAbove: Bool) { self.isBadAbove = isBadAbove }

  mutating func begin(at time: SimTime, with points: [Double?]) {
    start = time
    worst = nil
    for point in points { look(at: point) }
  }

  mutating func look(at point: Double?) {
    guard start != nil, let point else { return }
    worst = worst.map { isBadAbove ? max($0, point) : min($0, point) } ?? point
  }

  /// - Parameter time: `nil` where the run ends first.
  mutating func end(at time: SimTime?) {
    guard let start else { return }
    all.append(WatchReport.Episode(start: start, end: time, worst: worst ?? 0))
    self.start = nil
  }
}

/// The newest points of a series, by their place in it.
private struct RecentPoints {
  private let reach: Int
  private var points: [Double?] = []
  private var dropped = 0

  /// - Parameter reach: how many points can still be asked for.
  init(reach: Int) { self.reach = reach }

  mutating func append(_ point: Double?) {
    if points.count == 2 * reach {
      points.removeFirst(reach)
      dropped += reach
    }
    points.append(point)
  }

  subscript(index: Int) -> Double? { points[index - dropped] }
  subscript(range: Range<Int>) -> [Double?] {
    Array(points[range.lowerBound - dropped..<range.upperBound - dropped])
  }

  func suffix(_ count: Int) -> ArraySlice<Double?> { points.suffix(count) }
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
