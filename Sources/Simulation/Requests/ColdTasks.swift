/// The tasks that are still to serve requests which cost more than others.
struct ColdTasks {
  /// By slot.
  private var left: [Int] = []
  private var factors: [Double] = []
  private var cold = 0

  var isEmpty: Bool { cold == 0 }

  /// A new task is in the slot.
  mutating func add(_ slot: Int, _ requests: ColdRequests) {
    guard requests.count > 0 else { return }
    while left.count <= slot {
      left.append(0)
      factors.append(1)
    }
    left[slot] = requests.count
    factors[slot] = requests.factor
    cold += 1
  }

  /// The slot's task is gone.
  mutating func remove(_ slot: Int) {
    guard slot < left.count, left[slot] > 0 else { return }
    left[slot] = 0
    cold -= 1
  }

  /// Counts a request that the slot's task begins to serve.
  ///
  /// - Returns: the factor on its CPU time.
  mutating func serve(_ slot: Int) -> Double {
    guard slot < left.count, left[slot] > 0 else { return 1 }
    left[slot] -= 1
    if left[slot] == 0 { cold -= 1 }
    return factors[slot]
  }
}
