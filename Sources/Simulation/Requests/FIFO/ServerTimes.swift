/// When each server of the running tasks becomes free, in seconds since the start of the period.
struct ServerTimes: ~Copyable {
  /// Of each task.
  let servers: Int
  /// `free[slot * servers + server]`, ascending in a slot.
  private(set) var free: UnsafeMutablePointer<Double>
  /// Latest end of any request of the slot including its wait; kept only for variable waits.
  private(set) var lastEnd: UnsafeMutablePointer<Double>
  /// Room in which the request loop keeps the servers of four tasks side by side.
  let scratch: UnsafeMutablePointer<SIMD4<Double>>
  private var capacity = 16
  /// Slots in use, in the order in which the tasks started.
  private var running: [Int] = []

  init(servers: Int) {
    self.servers = servers
    free = .allocate(capacity: capacity * servers)
    lastEnd = .allocate(capacity: capacity)
    scratch = .allocate(capacity: servers)
  }

  deinit {
    free.deallocate()
    lastEnd.deallocate()
    scratch.deallocate()
  }

  /// The servers of a slot are all free from `now` on.
  mutating func start(_ slot: Int, now: Double) {
    while slot >= capacity { grow() }
    running.append(slot)
    (free + slot * servers).update(repeating: now, count: servers)
    lastEnd[slot] = now
  }

  mutating func stop(_ slot: Int) { running.removeAll { $0 == slot } }

  /// Gives one request to the server of a slot that is free first, and keeps their order.
  ///
  /// - Returns: when its service starts and ends, in seconds.
  func assign(arrival: Double, service: Double, slot: Int) -> (start: Double, end: Double) {
    FreeServers.assign(
      free + slot * servers, count: servers, arrival: arrival, service: service)
  }

  /// Server-seconds of work that a slot still has to do after `now`.
  ///
  /// Exact because all its requests have arrived by `now`: whatever ends later is contiguous.
  func backlog(of slot: Int, now: Double) -> Double {
    var work = 0.0
    for server in 0..<servers { work += max(0, free[slot * servers + server] - now) }
    return work
  }

  func totalBacklog(now: Double) -> Double {
    running.reduce(0) { $0 + backlog(of: $1, now: now) }
  }

  /// When the first server of a slot becomes free.
  func firstFree(of slot: Int) -> Double { free[slot * servers] }

  /// When the last server of a slot becomes free.
  func lastFree(of slot: Int) -> Double { free[slot * servers + servers - 1] }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Double>.allocate(capacity: capacity * 2 * servers)
    larger.update(from: free, count: capacity * servers)
    free.deallocate()
    free = larger
    let ends = UnsafeMutablePointer<Double>.allocate(capacity: capacity * 2)
    ends.update(from: lastEnd, count: capacity)
    lastEnd.deallocate()
    lastEnd = ends
    capacity *= 2
  }
}
