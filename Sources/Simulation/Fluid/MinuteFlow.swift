/// What flowed in the open minute, and how long it took.
struct MinuteFlow {
  /// Requests that met one state: those of `weight` with a mean wait, of which `backlog` is common.
  struct Part {
    let weight: Double
    let wait: Double
    let backlog: Double
    let table: Int
  }

  private let keepsStates: Bool
  /// Requests with a latency; kept for percentiles only.
  private(set) var measured = 0.0
  /// Their latencies, added up.
  private(set) var latencySeconds = 0.0
  /// Requests refused at once.
  private(set) var unavailable = 0.0
  /// Requests sent to tasks that were gone, which have a latency, too.
  private(set) var unreachable = 0.0
  /// The ordinary state of the minute: one table, a moderate wait, no backlog.
  private(set) var ordinaryWeight = 0.0
  private(set) var ordinaryTable = 0
  private var ordinaryWait = 0.0
  /// Everything else.
  private(set) var parts: [Part] = []

  /// - Parameter keepsStates: whether percentiles are made of the minutes; without them only sums
  ///   are kept.
  init(keepsStates: Bool) { self.keepsStates = keepsStates }

  var ordinaryMeanWait: Double { ordinaryWeight > 0 ? ordinaryWait / ordinaryWeight : 0 }

  /// Adds requests that meet a moderate wait and no backlog.
  ///
  /// - Parameters:
  ///   - wait: mean seconds for a server.
  ///   - latency: mean seconds at the load balancer.
  @inline(__always)
  mutating func addOrdinary(_ weight: Double, wait: Double, latency: Double, table: Int) {
    latencySeconds += weight * latency
    guard keepsStates else { return }
    measured += weight
    if ordinaryWeight > 0, ordinaryTable != table {
      parts.append(Part(weight: weight, wait: wait, backlog: 0, table: table))
      return
    }
    ordinaryTable = table
    ordinaryWeight += weight
    ordinaryWait += weight * wait
  }

  /// Adds requests that meet any state.
  mutating func add(_ part: Part, latency: Double) {
    measured += part.weight
    latencySeconds += part.weight * latency
    if keepsStates { parts.append(part) }
  }

  /// Adds requests that are turned away at once.
  mutating func addUnavailable(_ count: Double) { unavailable += count }

  /// Adds requests to tasks that are gone: each stays open until its connection is given up.
  mutating func addUnreachable(_ weight: Double, seconds: Double) {
    unreachable += weight
    measured += weight
    latencySeconds += weight * seconds
  }

  mutating func reset() {
    measured = 0
    latencySeconds = 0
    unavailable = 0
    unreachable = 0
    ordinaryWeight = 0
    ordinaryWait = 0
    if !parts.isEmpty { parts.removeAll(keepingCapacity: true) }
  }
}
