/// Tasks of a service that are in the same state: in general all healthy ones.
///
/// Round robin gives every task the same share, whatever it still has to do, so tasks part only
/// when one starts empty beside others with a backlog, and join again when that is worked off.
struct FluidGroup {
  var tasks: Int
  /// Whether the load balancer sends requests.
  let receives: Bool
  /// Mean seconds that an arriving request waits for a server.
  var wait: Double
  /// The part of `wait` that surplus work has left: it is the same for all requests.
  var backlog: Double
}

/// A task in the fluid plane, from RUNNING until it has stopped.
struct FluidTask {
  enum Phase { case started, registered, healthy, draining }

  let id: TaskID
  var phase: Phase
  /// Place in the plane's groups; `nil` for a task with nothing to do.
  var group: Int?
  /// When draining began, in nanoseconds since the start.
  var drainingSince: Int64 = 0
}
