/// Requests in flight for so long that stopping their task could still cut them off.
///
/// A task that is stopped has been draining for the deregistration delay and the stop timeout, so
/// only requests older than that can be lost; keeping those alone leaves the request loop free of
/// bookkeeping.
struct OverdueRequests {
  /// How a request was counted when it was served.
  enum Counted {
    case served, clientTimeout, gatewayTimeout
  }

  struct Entry {
    let minute: Int
    /// When the client has its answer or has given up.
    let resolved: Double
    let counted: Counted
    /// What was asked for, with the number of what follows on it; set where something does.
    var request: FollowUp?
  }

  private var entries: [Int: [Entry]] = [:]

  mutating func add(_ entry: Entry, slot: Int, now: Double) {
    var list = entries[slot, default: []]
    if list.count >= 4096 { list.removeAll { $0.resolved <= now } }
    list.append(entry)
    entries[slot] = list
  }

  /// Forgets the slot and returns what was still unresolved at `now`.
  mutating func unresolved(in slot: Int, at now: Double) -> [Entry] {
    (entries.removeValue(forKey: slot) ?? []).filter { $0.resolved > now }
  }
}
