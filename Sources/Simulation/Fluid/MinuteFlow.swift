/// What flowed in the open minute, and how long it took.
struct MinuteFlow {
  /// Requests that met one state: those of `weight` with a mean wait, of which `backlog` is common.
  struct Part {
    let weight: Double
    let wait: Double
    let backlog: Double
    let table: Int
  }

  /// Requests with a latency, and their latencies summed, in seconds.
  var measured = 0.0
  var latencySeconds = 0.0
  /// Requests refused at once.
  var unavailable = 0.0
  /// Requests sent to tasks that were gone, which have a latency, too.
  private(set) var unreachable = 0.0
  /// The ordinary state of the minute: one table, a moderate wait, no backlog.
  private(set) var ordinaryWeight = 0.0
  private(set) var ordinaryTable = 0
  private var ordinaryWait = 0.0
  /// Everything else.
  private(set) var parts: [Part] = []

  var ordinaryMeanWait: Double { ordinaryWeight > 0 ? ordinaryWait / ordinaryWeight : 0 }

  @inline(__always)
  mutating func addOrdinary(_ weight: Double, wait: Double, table: Int) {
    if ordinaryWeight > 0, ordinaryTable != table {
      parts.append(Part(weight: weight, wait: wait, backlog: 0, table: table))
      return
    }
    ordinaryTable = table
    ordinaryWeight += weight
    ordinaryWait += weight * wait
  }

  mutating func add(_ weight: Double, wait: Double, backlog: Double, table: Int) {
    parts.append(Part(weight: weight, wait: wait, backlog: backlog, table: table))
  }

  /// Adds requests that find no task, until somebody gives up connecting.
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
