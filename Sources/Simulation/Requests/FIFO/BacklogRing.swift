/// Bounds the requests that wait in each task.
///
/// Starts are in order of arrival, so the queue of a task is full exactly when the request accepted
/// `limit` places earlier has not started yet: one look at a ring of start instants.
struct BacklogRing {
  let limit: Int
  private var starts: [Double] = []
  private var places: [Int] = []

  init(limit: Int) { self.limit = limit }

  mutating func clear(slot: Int) {
    while places.count <= slot {
      places.append(0)
      starts.append(contentsOf: repeatElement(-.infinity, count: limit))
    }
    places[slot] = 0
    for place in 0..<limit { starts[slot * limit + place] = -.infinity }
  }

  /// - Parameter free: when the first server of the slot becomes free; where none may wait, that
  ///   alone decides.
  func isFull(slot: Int, at arrival: Double, free: Double) -> Bool {
    if limit == 0 { return free > arrival }
    return starts[slot * limit + places[slot]] > arrival
  }

  mutating func push(start: Double, slot: Int) {
    guard limit > 0 else { return }
    starts[slot * limit + places[slot]] = start
    places[slot] = places[slot] + 1 == limit ? 0 : places[slot] + 1
  }
}
