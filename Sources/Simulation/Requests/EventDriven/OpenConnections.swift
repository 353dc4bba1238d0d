internal import HeapModule
internal import Units

/// The connections that are open at each task, when their clients close them, and the CPU that they
/// take.
///
/// A connection takes its CPU as it goes, before the task's requests; together they take no more than
/// the task has.
struct OpenConnections {
  /// A connection that was cut: what its client had left of it, in seconds.
  struct Cut: BitwiseCopyable {
    let left: Double
    let session: SessionID
  }

  private struct Connection: BitwiseCopyable, Comparable {
    let due: Double
    let opened: Double
    /// Order among equals.
    let sequence: Int
    let session: SessionID

    static func < (a: Self, b: Self) -> Bool { (a.due, a.sequence) < (b.due, b.sequence) }
    static func == (a: Self, b: Self) -> Bool { (a.due, a.sequence) == (b.due, b.sequence) }
  }

  private struct Target {
    var ends = Heap<Connection>()
    /// When the load balancer cuts what is still open.
    var cutoff = Double.infinity
    /// Server-seconds that connections take in a second.
    var load = 0.0
    /// Connections that were cut, and not yet told of.
    var cut = 0

    var nextChange: Double { ends.isEmpty ? .infinity : min(ends.min?.due ?? cutoff, cutoff) }
  }

  private var targets: [Target] = []
  private var changes = EarliestSlot()
  private var sequence = 0
  /// Server-seconds a second that one connection takes, and that a task has.
  private let cpu: Double
  private let servers: Double
  /// Integrals over time until `since`: of open connections, and of the server time they take.
  private var seconds = 0.0
  private var work = 0.0
  private var since = 0.0
  private var load = 0.0
  private var workTaken = 0.0
  private(set) var outcome = ConnectionOutcome()
  /// For how long connections were open within each minute that is over, in milliseconds.
  private(set) var minutes = RowLog<Int64>()
  private var millisecondsAtMinute: Int64 = 0

  init(_ configuration: ServiceConfiguration) {
    cpu = (configuration.connection?.cpuPerSecond ?? 0) / configuration.serverSpeed
    servers = Double(configuration.serversPerTask)
  }

  // MARK: Facts

  /// When the next one is closed or cut; infinite without any.
  @inline(__always)
  var nextChange: Double { changes.time }

  var takesCPU: Bool { cpu > 0 }

  func count(_ slot: Int) -> Int { targets[slot].ends.count }

  /// Share of a task's CPU that its connections leave.
  func shareLeft(_ slot: Int) -> Double { 1 - targets[slot].load / servers }

  /// When the last connection of a slot will be closed or cut; infinitely early without any.
  func lastEnd(_ slot: Int) -> Double {
    let last = targets[slot].ends.unordered.reduce(-Double.infinity) { max($0, $1.due) }
    return min(last, targets[slot].cutoff)
  }

  /// Connections integrated over time.
  func openSeconds(at now: Double) -> Double { seconds + Double(outcome.open) * (now - since) }

  // MARK: Events

  /// A task with none is in the slot.
  mutating func start(_ slot: Int) {
    if slot == targets.count { targets.append(Target()) } else { targets[slot] = Target() }
  }

  /// What a task's connections are at `time` the load balancer cuts.
  mutating func cutOff(_ slot: Int, at time: Double) {
    targets[slot].cutoff = min(time, targets[slot].cutoff)
    changes.set(slot, to: targets[slot].nextChange)
  }

  /// One that is opened after the load balancer has cut the others is cut at once.
  ///
  /// - Parameters:
  ///   - isNew: whether a request has opened it now; else it was open before the period.
  mutating func open(
    _ slot: Int, at now: Double, for length: Double, session: SessionID, isNew: Bool = true
  ) {
    sequence += 1
    targets[slot].cutoff = max(now, targets[slot].cutoff)
    targets[slot].ends.insert(
      Connection(due: now + length, opened: now, sequence: sequence, session: session))
    count(slot, at: now)
    if isNew { outcome.opened += 1 } else { outcome.atStart += 1 }
    outcome.open += 1
    outcome.most = max(outcome.most, outcome.open)
  }

  /// Passes `nextChange`.
  ///
  /// - Returns: the slot, and what is cut there; nothing where a client closes one.
  mutating func pass() -> (slot: Int, cut: [Cut]) {
    let slot = changes.slot
    guard let first = targets[slot].ends.min, first.due <= targets[slot].cutoff else {
      return (slot, cutAll(slot, at: changes.time))
    }
    targets[slot].ends.removeMin()
    count(slot, at: first.due)
    outcome.closed += 1
    outcome.open -= 1
    outcome.heldSeconds += first.due - first.opened
    return (slot, [])
  }

  /// - Complexity: O(n log n) for n connections.
  mutating func cutAll(_ slot: Int, at now: Double) -> [Cut] {
    let connections = targets[slot].ends.unordered.sorted { $0.sequence < $1.sequence }
    targets[slot].ends = Heap()
    count(slot, at: now)
    targets[slot].cut += connections.count
    outcome.cut += Int64(connections.count)
    outcome.open -= Int64(connections.count)
    for connection in connections { outcome.heldSeconds += now - connection.opened }
    return connections.map { Cut(left: $0.due - now, session: $0.session) }
  }

  /// Connections of a slot that were cut since the last call.
  mutating func takeCut(_ slot: Int) -> Int {
    defer { targets[slot].cut = 0 }
    return targets[slot].cut
  }

  /// Ends the minute.
  mutating func closeMinute(at now: Double) {
    // Whole milliseconds of the running total, so that none are lost from minute to minute.
    let milliseconds = Int64((openSeconds(at: now) * 1000).rounded())
    minutes.append(milliseconds - millisecondsAtMinute)
    millisecondsAtMinute = milliseconds
  }

  /// Nothing is closed or cut any more.
  mutating func end(at now: Double) {
    pass(to: now)
    for (slot, target) in targets.enumerated() {
      for connection in target.ends.unordered { outcome.heldSeconds += now - connection.opened }
      changes.set(slot, to: .infinity)
    }
    outcome.connectionSeconds = seconds
  }

  /// Server-seconds that connections have taken up to `now` since the last call.
  mutating func takeWork(until now: Double) -> Double {
    pass(to: now)
    defer { workTaken = work }
    return work - workTaken
  }

  /// Notes that another number of connections is open in the slot from `now` on.
  private mutating func count(_ slot: Int, at now: Double) {
    pass(to: now)
    let own = min(servers, Double(targets[slot].ends.count) * cpu)
    load = max(0, load + own - targets[slot].load)
    targets[slot].load = own
    changes.set(slot, to: targets[slot].nextChange)
  }

  private mutating func pass(to now: Double) {
    guard now > since else { return }
    seconds += Double(outcome.open) * (now - since)
    work += load * (now - since)
    since = now
  }
}
