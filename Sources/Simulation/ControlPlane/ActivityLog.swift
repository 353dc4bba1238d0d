internal import Autoscaling
internal import Units

/// The scaling log while it is being written.
struct ActivityLog {
  private struct Entry {
    let start: SimTime
    var end: SimTime?
    let policy: String
    let cause: String
    let fromDesired: Int
    let toDesired: Int
    var status: ScalingActivityStatus
    let reason: NotScaledReason?
    var bounds: ClosedRange<Int>?
    var occurrences = 1
    var arithmetic: String?
  }

  private var entries: [Entry] = []
  /// For each alarm the entry that an equal answer still joins.
  private var open: [Int?]

  /// Keeps every answer, also one equal to the answer before it.
  private let keepsEach: Bool

  init(alarmCount: Int, keepsEach: Bool = false) {
    self.keepsEach = keepsEach
    open = Array(repeating: nil, count: alarmCount)
  }

  static func cause(_ alarm: Alarm, policy: String) -> String {
    "monitor alarm \(alarm.name) in state ALARM triggered policy \(policy)"
  }

  /// Adds an activity and returns its place; from now on no earlier answer is continued.
  mutating func scaled(
    by policy: String, cause: String, from: Int, to: Int, at start: SimTime,
    arithmetic: String? = nil
  ) -> Int {
    endRuns()
    entries.append(
      Entry(
        start: start, policy: policy, cause: cause, fromDesired: from,
        toDesired: to, status: .inProgress, reason: nil, arithmetic: arithmetic))
    return entries.count - 1
  }

  /// Adds a change of capacity that is over as it begins; no earlier answer is continued.
  mutating func changed(by author: String, cause: String, from: Int, to: Int, at time: SimTime) {
    endRuns()
    entries.append(
      Entry(
        start: time, end: time, policy: author, cause: cause, fromDesired: from, toDesired: to,
        status: .successful, reason: nil))
  }

  /// Adds an entry that is over as it begins and changed no capacity.
  mutating func note(
    by policy: String, cause: String, desired: Int, status: ScalingActivityStatus, at time: SimTime
  ) {
    entries.append(
      Entry(
        start: time, end: time, policy: policy, cause: cause, fromDesired: desired,
        toDesired: desired, status: status,
        reason: status == .notScaled ? .scalingSuspended : nil))
  }

  /// Adds an answer without an alarm behind it that changed nothing.
  mutating func note(
    by policy: String, cause: String, desired: Int, reason: NotScaledReason, at time: SimTime
  ) {
    entries.append(
      Entry(
        start: time, end: time, policy: policy, cause: cause, fromDesired: desired,
        toDesired: desired, status: .notScaled, reason: reason))
  }

  /// Counts an answer that changed nothing to the run of equal ones before it.
  ///
  /// - Returns: false where there is no such run, and the answer needs an entry of its own.
  mutating func continues(_ reason: NotScaledReason, alarm index: Int, at time: SimTime) -> Bool {
    guard hasRun(of: reason, alarm: index) else { return false }
    extendRun(ofAlarm: index, by: 1, until: time)
    return true
  }

  /// Counts so many answers, the last at `time`, to the run that the alarm has.
  mutating func extendRun(ofAlarm index: Int, by count: Int, until time: SimTime) {
    guard let place = open[index] else { return }
    entries[place].end = time
    entries[place].occurrences += count
  }

  /// Adds an answer that changed nothing; equal ones that follow are counted to it.
  mutating func notScaled(
    _ reason: NotScaledReason, by policy: String, alarm: Alarm, index: Int, desired: Int,
    bounds: ClosedRange<Int>, at time: SimTime, arithmetic: String? = nil
  ) {
    open[index] = entries.count
    entries.append(
      Entry(
        start: time, end: time, policy: policy, cause: Self.cause(alarm, policy: policy),
        fromDesired: desired, toDesired: desired, status: .notScaled, reason: reason,
        bounds: bounds, arithmetic: arithmetic))
  }

  /// Whether an answer for that reason would be counted to the one before it.
  func hasRun(of reason: NotScaledReason, alarm index: Int) -> Bool {
    guard !keepsEach, let place = open[index] else { return false }
    return entries[place].reason == reason
  }

  /// The alarm has left ALARM: its next answer is a new entry.
  @inline(__always)
  mutating func endRun(ofAlarm index: Int) {
    if open[index] != nil { open[index] = nil }
  }

  private mutating func endRuns() {
    for index in open.indices { open[index] = nil }
  }

  mutating func close(_ place: Int, _ status: ScalingActivityStatus, at time: SimTime) {
    entries[place].status = status
    entries[place].end = time
  }

  /// Everything that began before `end`, in the order of the decisions.
  func activities(until end: SimTime) -> [ScalingActivity] {
    entries.filter { $0.start < end }.map {
      ScalingActivity(
        start: $0.start, end: $0.end, policy: $0.policy, cause: $0.cause,
        fromDesired: $0.fromDesired, toDesired: $0.toDesired, status: $0.status,
        notScaledReason: $0.reason, bounds: $0.bounds, occurrences: $0.occurrences,
        arithmetic: $0.arithmetic)
    }
  }
}
