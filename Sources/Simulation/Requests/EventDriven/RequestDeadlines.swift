internal import DequeModule

/// When somebody gives up on the requests in flight: all after the same time, so in order of arrival.
struct RequestDeadlines {
  private struct Deadline {
    let due: Double
    let place: Int
    let serial: Int
  }

  private var queue = Deque<Deadline>()
  /// Seconds from arrival.
  let limit: Double

  /// Those that are kept, some of requests that are not open any more.
  var count: Int { queue.count }

  init(limit: Double) { self.limit = limit }

  mutating func add(_ place: Int, of requests: InFlightRequests) {
    let request = requests[place]
    queue.append(Deadline(due: request.arrival + limit, place: place, serial: request.serial))
  }

  /// The next deadline of a request that is still open; infinite without any.
  mutating func next(of requests: InFlightRequests) -> Double {
    while let first = queue.first {
      let request = requests[first.place]
      if request.serial == first.serial, !request.isResolved { return first.due }
      queue.removeFirst()
    }
    return .infinity
  }

  /// The request whose deadline is the next.
  mutating func take() -> Int? { queue.popFirst()?.place }
}
