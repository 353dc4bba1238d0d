internal import DequeModule

/// The minutes of a run in which requests count where they arrived, whenever they are answered.
///
/// A minute stays open while requests of it are in flight. Where each request's end is known when
/// it arrives none is, and a minute costs no allocation.
struct RequestMinutes: ~Copyable {
  private(set) var closed = RowLog<MinuteLoad>()
  /// The number of the minute that runs.
  private(set) var current = 0
  private var present = RequestTally()
  /// Of the present minute's requests, those in flight.
  private var inFlight = 0
  /// From the first one that is still open up to the present one.
  private var older = Deque<OpenMinute>()
  /// Of minutes that are complete.
  private var run = RequestTally()
  /// What came before the run's latency is counted.
  private var warmUp = RequestTotals()

  private var firstOpen: Int { current - older.count }

  // MARK: Requests

  mutating func arrive(_ requests: Int) { present.arrive(requests) }

  mutating func retry() { present.retry() }

  /// Counts how requests of the present minute ended.
  mutating func count(_ outcome: RequestOutcome, _ requests: Int64) {
    present.count(outcome, requests)
  }

  /// Counts the latencies of a run of requests of the present minute, in seconds.
  @inline(__always)
  mutating func record(_ latencies: UnsafePointer<Double>, count: Int, sums: borrowing BlockSums) {
    present.record(latencies, count: count, sums: sums)
  }

  /// Counts a request whose outcome its client knows.
  ///
  /// - Parameters:
  ///   - minute: in which it arrived; the present one, or one with requests in flight.
  ///   - latency: seconds at the load balancer; `nil` for a request that was refused.
  ///   - network: seconds that its client waits beside that.
  mutating func end(
    _ outcome: RequestOutcome, in minute: Int, latency: Double?, network: Double
  ) {
    if minute == current {
      present.end(outcome, latency: latency, network: network)
    } else {
      older[minute - firstOpen].tally.end(outcome, latency: latency, network: network)
    }
  }

  /// A request that had been counted otherwise was cut off with its task: 502.
  mutating func recountCutOff(_ outcome: RequestOutcome, in minute: Int) {
    if minute == current {
      present.count(outcome, -1)
      present.count(.badGateway, 1)
    } else if minute >= firstOpen {
      older[minute - firstOpen].tally.count(outcome, -1)
      older[minute - firstOpen].tally.count(.badGateway, 1)
    } else {
      closed.change(at: minute) {
        $0.errors.add(outcome, -1)
        $0.errors.add(.badGateway, 1)
      }
    }
  }

  /// A request of the present minute is in flight until `removeInFlight`.
  mutating func addInFlight() { inFlight += 1 }

  /// A request that arrived in that minute is not in flight any more.
  mutating func removeInFlight(from minute: Int) {
    if minute == current {
      inFlight -= 1
    } else {
      older[minute - firstOpen].inFlight -= 1
      complete()
    }
  }

  // MARK: Minutes

  /// Ends the present minute and begins the next one.
  ///
  /// - Parameters: as of `RequestTally.load`.
  mutating func close(inProgress: Double, cpuPercent: Double?) {
    closed.append(present.load(inProgress: inProgress, cpuPercent: cpuPercent))
    if older.isEmpty, inFlight == 0 {
      run.absorb(&present)
    } else {
      let minute = OpenMinute(inFlight: inFlight, inProgress: inProgress, cpuPercent: cpuPercent)
      minute.tally.absorb(&present)
      older.append(minute)
    }
    inFlight = 0
    current += 1
  }

  /// Puts the minutes whose requests are all answered among those that stay as they are.
  private mutating func complete() {
    while let minute = older.first, minute.inFlight == 0 {
      closed.change(at: firstOpen) { $0 = minute.load }
      run.absorb(&minute.tally)
      older.removeFirst()
    }
  }

  // MARK: The run

  /// Requests so far that repeat a failed one.
  var retries: Int64 {
    older.reduce(run.totals.retries + present.totals.retries) { $0 + $1.tally.totals.retries }
  }

  /// Requests of complete minutes and the present one with a latency.
  var measured: Int64 { run.measured + present.measured }

  /// The latencies of the same requests at the load balancer, added up.
  var openSeconds: Double { run.totals.openSeconds + present.totals.openSeconds }

  /// Of the complete minutes since the warm-up; `nil` before the first request.
  var runLatency: LatencySummary? { run.latency(since: warmUp) }

  /// Leaves the complete minutes out of `runLatency`.
  mutating func endWarmUp() {
    run.forgetLatencies()
    warmUp = run.totals
  }
}

/// A minute that is over and has requests in flight, or follows on one that has.
private final class OpenMinute {
  var tally = RequestTally()
  var inFlight: Int
  private let inProgress: Double
  private let cpuPercent: Double?

  init(inFlight: Int, inProgress: Double, cpuPercent: Double?) {
    self.inFlight = inFlight
    self.inProgress = inProgress
    self.cpuPercent = cpuPercent
  }

  var load: MinuteLoad { tally.load(inProgress: inProgress, cpuPercent: cpuPercent) }
}
