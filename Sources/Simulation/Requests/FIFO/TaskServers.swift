/// How many servers a task has, as a type, so that the request loop is compiled for each case.
///
/// A task's servers are the instants at which each becomes free, in ascending order; first come,
/// first served means that the next request takes the one that is free first (Kiefer and Wolfowitz
/// 1955). Four tasks are worked off side by side, one in each lane: a request waits for the one
/// before it at the same task, so the lanes keep the processor busy.
protocol TaskServers {
  /// Takes over the servers of the tasks in `lanes`.
  init(_ lanes: TaskLanes)

  /// Gives one request to each lane, and says when its service ends, in seconds.
  mutating func serviceEnds(arrival: SIMD4<Double>, service: SIMD4<Double>) -> SIMD4<Double>

  /// Gives back the servers of the first `count` lanes.
  func store(to lanes: TaskLanes, count: Int)
}

/// Where the servers of up to four tasks are kept.
struct TaskLanes {
  /// `free[slot * servers + server]`.
  let free: UnsafeMutablePointer<Double>
  let servers: Int
  /// The slot of each lane; lanes without a task repeat the first one's.
  var slots: SIMD4<Int>
  /// Room for `servers` vectors.
  let scratch: UnsafeMutablePointer<SIMD4<Double>>

  /// The instants at which the server of that rank becomes free in each lane.
  @inline(__always)
  func load(server: Int) -> SIMD4<Double> {
    var value = SIMD4<Double>()
    for lane in 0..<4 { value[lane] = free[slots[lane] &* servers &+ server] }
    return value
  }

  @inline(__always)
  func store(_ value: SIMD4<Double>, server: Int, count: Int) {
    for lane in 0..<count { free[slots[lane] &* servers &+ server] = value[lane] }
  }
}

extension SIMD4 where Scalar == Double {
  @inline(__always)
  func least(_ other: Self) -> Self { other.replacing(with: self, where: self .< other) }

  @inline(__always)
  func greatest(_ other: Self) -> Self { other.replacing(with: self, where: self .> other) }
}

struct OneServer: TaskServers {
  private var first: SIMD4<Double>

  @inline(__always)
  init(_ lanes: TaskLanes) { first = lanes.load(server: 0) }

  @inline(__always)
  mutating func serviceEnds(arrival: SIMD4<Double>, service: SIMD4<Double>) -> SIMD4<Double> {
    first = arrival.greatest(first) + service
    return first
  }

  @inline(__always)
  func store(to lanes: TaskLanes, count: Int) { lanes.store(first, server: 0, count: count) }
}

struct TwoServers: TaskServers {
  private var first: SIMD4<Double>
  private var second: SIMD4<Double>

  @inline(__always)
  init(_ lanes: TaskLanes) {
    first = lanes.load(server: 0)
    second = lanes.load(server: 1)
  }

  @inline(__always)
  mutating func serviceEnds(arrival: SIMD4<Double>, service: SIMD4<Double>) -> SIMD4<Double> {
    let end = arrival.greatest(first) + service
    first = end.least(second)
    second = end.greatest(second)
    return end
  }

  @inline(__always)
  func store(to lanes: TaskLanes, count: Int) {
    lanes.store(first, server: 0, count: count)
    lanes.store(second, server: 1, count: count)
  }
}

/// Any number of servers, sorted by letting the new end rise through them without a branch.
struct ManyServers: TaskServers {
  private let free: UnsafeMutablePointer<SIMD4<Double>>
  private let last: Int

  @inline(__always)
  init(_ lanes: TaskLanes) {
    free = lanes.scratch
    last = lanes.servers - 1
    for server in 0...last { free[server] = lanes.load(server: server) }
  }

  @inline(__always)
  mutating func serviceEnds(arrival: SIMD4<Double>, service: SIMD4<Double>) -> SIMD4<Double> {
    let end = arrival.greatest(free[0]) + service
    var rising = end
    for server in 0..<last {
      let next = free[server &+ 1]
      free[server] = rising.least(next)
      rising = rising.greatest(next)
    }
    free[last] = rising
    return end
  }

  @inline(__always)
  func store(to lanes: TaskLanes, count: Int) {
    for server in 0...last { lanes.store(free[server], server: server, count: count) }
  }
}
