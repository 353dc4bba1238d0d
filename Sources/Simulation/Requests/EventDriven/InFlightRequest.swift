/// A request from its arrival at a task until the task has nothing left of it.
struct InFlightRequest: BitwiseCopyable {
  /// What was asked for, and by whom.
  var request: FollowUp
  /// Seconds since the start of the period.
  var arrival: Double
  /// The minute it arrived in.
  var minute: Int
  var slot: Int
  /// Tells it from others that have had its place.
  var serial: Int
  /// Its client has an answer or has given up; the task may still work on it.
  var isResolved = false
}

/// The requests in flight, each at a place that is reused after it.
struct InFlightRequests {
  private var entries: [InFlightRequest] = []
  private var vacant: [Int] = []
  private var serials = 0

  /// - Returns: its place.
  mutating func add(_ request: FollowUp, arrival: Double, minute: Int, slot: Int) -> Int {
    serials += 1
    let entry = InFlightRequest(
      request: request, arrival: arrival, minute: minute, slot: slot, serial: serials)
    guard let place = vacant.popLast() else {
      entries.append(entry)
      return entries.count - 1
    }
    entries[place] = entry
    return place
  }

  subscript(place: Int) -> InFlightRequest { entries[place] }

  /// - Returns: whether it had not been before.
  mutating func resolve(_ place: Int) -> Bool {
    defer { entries[place].isResolved = true }
    return !entries[place].isResolved
  }

  mutating func remove(_ place: Int) {
    entries[place].serial = 0
    vacant.append(place)
  }
}
