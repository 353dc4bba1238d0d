// What follows on the answer that opens a connection.
extension EventDrivenEngine {
  /// A request has been served: its connection stays open, if it asked for one.
  @inline(__always)
  mutating func openConnection(of place: Int, at time: Double, front: borrowing RequestFront) {
    let entry = requests[place]
    guard entry.request.connection > 0, !front.isFinishing else { return }
    // To the load balancer its request is outstanding until it is closed.
    outstanding[entry.slot] += 1
    openConnections.open(
      entry.slot, at: time, for: entry.request.connection, session: entry.request.session)
    updateShare(entry.slot, at: time)
  }

  /// A client closes its connection, or the load balancer cuts those of a target that has drained.
  ///
  /// - Returns: server-seconds that tasks are given.
  mutating func passConnection(at time: Double, front: inout RequestFront) -> Double {
    let (slot, cut) = openConnections.pass()
    outstanding[slot] -= max(1, cut.count)
    updateShare(slot, at: time)
    return reconnect(cut, at: time, front: &front)
  }

  /// Clients whose connections were cut send a request each, at once.
  ///
  /// - Returns: server-seconds that tasks are given.
  mutating func reconnect(
    _ cut: [OpenConnections.Cut], at time: Double, front: inout RequestFront
  ) -> Double {
    guard reconnectsClients else { return 0 }
    var assigned = 0.0
    for connection in cut {
      guard let request = front.reconnect(connection) else { break }
      assigned += serve(request, arrival: time, front: &front)
    }
    return assigned
  }

  /// The task's requests have what CPU its connections leave.
  mutating func updateShare(_ slot: Int, at time: Double) {
    guard openConnections.takesCPU else { return }
    works[slot].setShare(openConnections.shareLeft(slot), at: time)
    changes.set(slot, to: works[slot].nextChange)
  }
}
