internal import Kernel
internal import Workload

/// The next requests of a service in order of arrival: instant, service time and wait of each.
///
/// Blocks are drawn ahead in a fixed size, so that request number i is the same request under any
/// policy and however the run is cut into control intervals.
struct RequestBlock: ~Copyable {
  /// A power of two; four arrays of this size and the bins in use fit into a first-level cache.
  static let capacity = 512
  /// Places after the last request that may be read, so that vectors need no scalar end.
  private static let padding = 4

  /// Arrival instants in seconds since the start of the period.
  let arrivals: UnsafeMutablePointer<Double>
  /// Seconds that a server of the task is busy with the request.
  let service: UnsafeMutablePointer<Double>
  /// Seconds of non-CPU wait; not filled when the wait is constant.
  let waits: UnsafeMutablePointer<Double>
  /// Seconds until the client has its answer; filled by the request loop.
  let latencies: UnsafeMutablePointer<Double>
  /// Requests in the block, and how many of them have been served.
  private(set) var count = 0
  private(set) var used = 0
  /// Requests taken from all blocks.
  private(set) var taken: Int64 = 0
  /// Mean of `service`.
  let meanService: Double
  /// The same wait for every request, or `nil` when `waits` holds one for each.
  let constantWait: Double?

  private var arrivalStream: ArrivalStream
  private var serviceSampler: VariateSampler
  private var waitSampler: VariateSampler

  init(
    profile: RateProfile, configuration: ServiceConfiguration, seed: UInt64, replication: UInt64
  ) {
    func key(_ component: String) -> StreamKey {
      StreamKey(
        seed: seed, replication: replication, component: component, entity: configuration.name)
    }
    arrivals = Self.array()
    service = Self.array()
    waits = Self.array()
    latencies = Self.array()
    arrivalStream = ArrivalStream(
      profile: profile, share: configuration.share, key: key("arrivals"))
    serviceSampler = VariateSampler(
      configuration.demand.cpu, scale: 1 / configuration.serverSpeed, key: key("demand"))
    meanService = configuration.demand.cpu.mean / configuration.serverSpeed
    waitSampler = VariateSampler(configuration.demand.wait, key: key("wait"))
    if case .constant(let wait) = configuration.demand.wait {
      constantWait = wait
    } else {
      constantWait = nil
    }
  }

  deinit {
    arrivals.deallocate()
    service.deallocate()
    waits.deallocate()
    latencies.deallocate()
  }

  private static func array() -> UnsafeMutablePointer<Double> {
    let array = UnsafeMutablePointer<Double>.allocate(capacity: capacity + padding)
    array.initialize(repeating: 0, count: capacity + padding)
    return array
  }

  /// The indices of the requests that arrive before `end` and have not been served, at most to the
  /// end of this block; empty when none is left before `end`.
  mutating func take(before end: Double) -> Range<Int> {
    if used == count { refill() }
    let first = used
    if used < count { used = arrivals[count - 1] < end ? count : firstArrival(notBefore: end) }
    taken += Int64(used - first)
    return first..<used
  }

  /// By bisection: the first index from `used` on whose arrival is not before `end`.
  ///
  /// - Precondition: the last request of the block is one.
  private func firstArrival(notBefore end: Double) -> Int {
    var low = used
    var high = count - 1
    while low < high {
      let middle = (low + high) / 2
      if arrivals[middle] < end { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func refill() {
    count = arrivalStream.fill(arrivals, capacity: Self.capacity)
    used = 0
    guard count > 0 else { return }
    serviceSampler.fill(service, count: Self.capacity)
    if constantWait == nil { waitSampler.fill(waits, count: Self.capacity) }
  }
}
