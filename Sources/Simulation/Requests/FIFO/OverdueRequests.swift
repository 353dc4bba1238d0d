/// Requests in flight for so long that stopping their task could still cut them off.
///
/// A task that is stopped has been draining for the deregistration delay and the stop timeout, so
/// only requests older than that can be lost; keeping those alone leaves the request loop free of
/// bookkeeping.
struct OverdueRequests {
  struct Entry {
    let minute: Int
    /// When the client has its answer or has given up.
    let resolved: Double
    /// How it was counted when it was served.
    let outcome: RequestOutcome
    /// What was asked for, with the number of what follows on it; set where something does.
    var request: FollowUp?
  }

  private struct Slot {
    var entries: [Entry] = []
    /// So many entries are looked through for ones that have been resolved.
    var limit = 4096

    mutating func add(_ entry: Entry, now: Double) {
      if entries.count >= limit {
        entries.removeAll { $0.resolved <= now }
        limit = max(4096, 2 * entries.count)
      }
      entries.append(entry)
    }
  }

  private var slots: [Int: Slot] = [:]

  /// - Complexity: O(1) amortised.
  mutating func add(_ entry: Entry, slot: Int, now: Double) {
    slots[slot, default: Slot()].add(entry, now: now)
  }

  /// Forgets the slot and returns what was still unresolved at `now`.
  mutating func unresolved(in slot: Int, at now: Double) -> [Entry] {
    (slots.removeValue(forKey: slot)?.entries ?? []).filter { $0.resolved > now }
  }
}
