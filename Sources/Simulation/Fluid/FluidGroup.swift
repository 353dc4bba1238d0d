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

/// Groups in their order, the first of which, in general the only one, lies beside the array of the
/// others: the loop over minutes then touches no memory that is counted.
struct FluidGroups {
  /// Without meaning while there is no group.
  var first = FluidGroup(tasks: 0, receives: false, wait: 0, backlog: 0)
  private var others: [FluidGroup] = []
  private var hasFirst = false

  @inline(__always)
  var count: Int { hasFirst ? 1 + others.count : 0 }

  subscript(index: Int) -> FluidGroup {
    @inline(__always) get { index == 0 ? first : others[index - 1] }
    @inline(__always) set {
      if index == 0 { first = newValue } else { others[index - 1] = newValue }
    }
  }

  mutating func append(_ group: FluidGroup) {
    if hasFirst { return others.append(group) }
    first = group
    hasFirst = true
  }

  mutating func removeAll() {
    hasFirst = false
    if !others.isEmpty { others.removeAll(keepingCapacity: true) }
  }

  func firstIndex(where isWanted: (FluidGroup) -> Bool) -> Int? {
    guard hasFirst else { return nil }
    return isWanted(first) ? 0 : others.firstIndex(where: isWanted).map { $0 + 1 }
  }
}
