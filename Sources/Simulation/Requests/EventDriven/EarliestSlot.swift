/// The earliest of many instants, of which one changes at a time: a tournament between them.
struct EarliestSlot {
  /// Winners of each round, the last one first; the instants themselves are the second half.
  private var rounds: [Double] = [.infinity, .infinity]
  private var capacity: Int { rounds.count / 2 }

  /// The earliest instant; infinite without any.
  var time: Double { rounds[1] }

  /// - Complexity: O(log slots).
  var slot: Int {
    var place = 1
    while place < capacity {
      place *= 2
      if rounds[place] != rounds[place / 2] { place += 1 }
    }
    return place - capacity
  }

  /// - Complexity: O(log slots).
  mutating func set(_ slot: Int, to time: Double) {
    while slot >= capacity { grow() }
    var place = slot + capacity
    rounds[place] = time
    while place > 1 {
      place /= 2
      let winner = min(rounds[2 * place], rounds[2 * place + 1])
      if rounds[place] == winner { break }
      rounds[place] = winner
    }
  }

  private mutating func grow() {
    let times = rounds[capacity...]
    rounds = [Double](repeating: .infinity, count: 4 * times.count)
    for (slot, time) in times.enumerated() { set(slot, to: time) }
  }
}
