/// Tasks of a service whose queues are in the same state: in general all healthy ones.
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
