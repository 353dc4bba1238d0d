/// The cheapest task schedule that perfect foresight allows, found exactly.
///
/// A schedule is a count of serving tasks for each minute. Each task-minute costs its length, and
/// each task that is added the billed part of its start. A dynamic programme over counts: the least
/// cost to have x tasks in a minute follows from the least cost of every count of the minute before,
/// by two running minima, so a minute takes O(counts).
package struct ScheduleBound: Sendable {
  /// Tasks that have to serve in each minute, and the least and most that may.
  package struct Minute: Sendable {
    package var needed: Int
    package var fewest: Int
    package var most: Int
    /// 60 but for a last minute that the period cuts.
    package var seconds: Int64

    package init(needed: Int, fewest: Int, most: Int, seconds: Int64 = 60) {
      self.needed = needed
      self.fewest = fewest
      self.most = most
      self.seconds = seconds
    }

    var range: ClosedRange<Int> {
      let low = min(max(needed, fewest), most)
      return low...most
    }
  }

  /// Tasks that serve before the first minute, at no cost of starting.
  package var initial: Int
  /// Seconds that a new task is billed for before it serves.
  package var startSeconds: Int64
  /// Minutes from a decision to a serving task: none can be added before.
  package var leadMinutes: Int

  package init(initial: Int, startSeconds: Int64, leadMinutes: Int) {
    self.initial = initial
    self.startSeconds = startSeconds
    self.leadMinutes = leadMinutes
  }

  /// Billed seconds of the cheapest schedule.
  ///
  /// In the first `leadMinutes` no more than `initial` can serve, whatever is needed.
  ///
  /// - Complexity: O(minutes × most).
  package func taskSeconds(_ minutes: [Minute]) -> Int64 {
    let most = max(initial, minutes.map(\.most).max() ?? 0)
    let never = Int64.max / 4
    var cost = [Int64](repeating: never, count: most + 1)
    cost[initial] = 0
    for (index, minute) in minutes.enumerated() {
      var next = [Int64](repeating: never, count: most + 1)
      var allowed = minute.range
      if index < leadMinutes {
        allowed = min(allowed.lowerBound, initial)...min(allowed.upperBound, max(initial, 0))
      }
      // From more tasks, or as many: those that go cost nothing more.
      var best = never
      for count in stride(from: most, through: 0, by: -1) {
        best = min(best, cost[count])
        if allowed.contains(count) { next[count] = best }
      }
      // From fewer: each one that comes is billed for its start.
      best = never
      for count in 0...most {
        if allowed.contains(count) { next[count] = min(next[count], best) }
        best = min(best, cost[count]) + startSeconds
      }
      for count in allowed where next[count] < never {
        next[count] += Int64(count) * minute.seconds
      }
      cost = next
    }
    return cost.min() ?? 0
  }
}
