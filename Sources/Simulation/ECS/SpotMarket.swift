internal import Kernel
internal import Ledger
internal import Units

/// Fargate Spot during a run: when each zone has no capacity, and when tasks are interrupted.
///
/// Outages are keyed by zone and not by service, so that all services of a system meet the same
/// ones; interruptions are keyed by task.
struct SpotMarket {
  let capacity: SpotCapacity
  /// Times without capacity by zone, in order, joined where they overlap.
  let outages: [[Range<SimTime>]]
  private let key: RunKey
  /// Counts of the run.
  var interruptions = 0
  private var failedLaunches = 0
  /// Task-seconds for which a task that was asked for waited for capacity.
  private var waitingSeconds = 0.0

  var outcome: SpotOutcome {
    SpotOutcome(
      interruptions: interruptions, failedLaunches: failedLaunches, waitingSeconds: waitingSeconds)
  }

  /// - Parameter zones: names of the zones; one without a name where none are given.
  init(
    _ capacity: SpotCapacity, region: String, zones: [String], calendar: LedgerCalendar,
    key: RunKey
  ) {
    self.capacity = capacity
    self.key = key
    let end = SimTime.start + calendar.period.duration
    outages = zones.map { zone in
      let given = capacity.outages.filter { $0.zone == nil || $0.zone == zone }.map { outage in
        let start =
          SimTime.start + .seconds(outage.start.seconds(since: calendar.period.start))
        return start..<start + outage.duration
      }
      let drawn = Self.drawn(
        capacity, until: end,
        stream: RandomStream(
          seed: key.seed, replication: key.replication, component: "spot outage",
          entity: "\(region)/\(zone)"))
      return Self.joined(given + drawn)
    }
  }

  /// A Poisson process of outages with exponential lengths.
  private static func drawn(
    _ capacity: SpotCapacity, until end: SimTime, stream: RandomStream
  ) -> [Range<SimTime>] {
    guard capacity.outagesPerMonth > 0, capacity.meanOutage > .zero else { return [] }
    var stream = stream
    var outages: [Range<SimTime>] = []
    var hours = 0.0
    while true {
      hours += stream.exponential() * 730 / capacity.outagesPerMonth
      let length = SimDuration(seconds: stream.exponential() * capacity.meanOutage.inSeconds)
      guard hours * 3600 < end.inSeconds else { return outages }
      let start = SimTime(seconds: hours * 3600)
      outages.append(start..<start + max(length, .seconds(1)))
    }
  }

  private static func joined(_ outages: [Range<SimTime>]) -> [Range<SimTime>] {
    var joined: [Range<SimTime>] = []
    for outage in outages.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, outage.lowerBound <= last.upperBound {
        joined[joined.count - 1] =
          last.lowerBound..<max(last.upperBound, outage.upperBound)
      } else {
        joined.append(outage)
      }
    }
    return joined
  }

  func hasCapacity(zone: Int, at time: SimTime) -> Bool {
    !outages[zone].contains { $0.contains(time) }
  }

  /// How long a task runs before Spot wants its capacity back; `nil` for ever.
  func timeToInterruption(of task: TaskID) -> SimDuration? {
    guard capacity.interruptionsPerTaskHour > 0 else { return nil }
    var stream = stream("spot interruption", task)
    let hours = stream.exponential() / capacity.interruptionsPerTaskHour
    // Beyond a hundred years nothing is simulated, and nothing overflows.
    return SimDuration(seconds: min(hours, 1e6) * 3600)
  }

  /// From an interrupted task's deregistration to its SIGTERM.
  func timeToSIGTERM(of task: TaskID) -> SimDuration {
    let range = capacity.deregistrationToSIGTERM
    var stream = stream("spot sigterm", task)
    return range.lowerBound
      + SimDuration(seconds: stream.uniform() * (range.upperBound - range.lowerBound).inSeconds)
  }

  /// Whether the beginning of an outage takes a task with it.
  func isTakenByOutage(_ task: TaskID) -> Bool {
    var stream = stream("spot outage victim", task)
    return stream.uniform() < capacity.interruptedShare
  }

  /// From the launch that failed for the `attempt`th time to the next try.
  private func retryDelay(attempt: Int) -> SimDuration {
    min(capacity.longestRetry, capacity.firstRetry * (Int64(1) << Int64(min(attempt - 1, 20))))
  }

  /// A launch that waited for capacity is tried again.
  mutating func passWait(attempt: Int) { waitingSeconds += retryDelay(attempt: attempt).inSeconds }

  /// Counts a launch that found no capacity.
  ///
  /// - Returns: the time to the next try.
  mutating func failLaunch(attempt: Int) -> SimDuration {
    failedLaunches += 1
    return retryDelay(attempt: attempt)
  }

  private func stream(_ component: String, _ task: TaskID) -> RandomStream {
    key.stream(component, "\(task.index)")
  }
}
