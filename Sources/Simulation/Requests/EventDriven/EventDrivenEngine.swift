internal import Kernel
internal import Units
internal import Workload

/// The requests in flight at the tasks of one service, and those that are to come.
///
/// A value in one place of the plane: the loop over requests works on it without looking up, or
/// checking access to, a property of an object for each.
struct InFlightState: ~Copyable {
  let configuration: ServiceConfiguration
  var block: RequestBlock
  var targets: TargetGroup
  var now = 0.0

  /// The work of each slot, and when it changes next.
  var works: [TaskWork] = []
  var changes = EarliestSlot()

  var requests = InFlightRequests()
  let limits: RequestLimits
  var deadlines: RequestDeadlines
  /// When somebody gives up on what is sent to targets that are gone.
  var connections: RequestDeadlines
  /// Requests in progress at the load balancer, by slot and of all.
  var outstanding: [Int] = []
  private var open = 0
  private var openSeconds = 0.0
  private(set) var openSince = 0.0
  /// Load tests and retries; `nil` for a service without.
  var followUps: FollowUps?
  /// The run is over, and what is in flight is only worked off.
  var isFinishing = false

  var log = OpenMinutes()
  /// Requests that have come, and server-seconds that tasks have been given, less what has gone with
  /// them, since the last call of `takeAssigned`.
  var arrived = 0
  var assigned = 0.0

  init(
    configuration: ServiceConfiguration, profile: RateProfile, start: UTCTime?, seed: UInt64,
    replication: UInt64
  ) {
    self.configuration = configuration
    block = RequestBlock(
      profile: profile, configuration: configuration, seed: seed, replication: replication)
    targets = TargetGroup(configuration)
    limits = RequestLimits(configuration)
    deadlines = RequestDeadlines(limit: limits.giveUp)
    connections = RequestDeadlines(limit: limits.connect)
    followUps = FollowUps(configuration, start: start, seed: seed, replication: replication)
  }

  /// Requests and server-seconds since the last call.
  mutating func takeAssigned() -> (requests: Int, service: Double) {
    defer { (arrived, assigned) = (0, 0) }
    return (arrived, assigned)
  }

  /// One request more or less is in progress from `time` on.
  @inline(__always)
  mutating func changeOpen(by change: Int, at time: Double) {
    openSeconds += Double(open) * (time - openSince)
    openSince = time
    open += change
  }

  /// Requests in progress, integrated over time from the start until now.
  var requestSeconds: Double { openSeconds + Double(open) * max(0, now - openSince) }

  /// Server-seconds of service that requests in flight still lack.
  var backlog: Double { works.reduce(0) { $0 + $1.backlog(at: now) } }

  /// A task with nothing to do, in that slot.
  mutating func start(_ slot: Int) {
    let work = TaskWork(configuration, start: now)
    guard slot < works.count else {
      works.append(work)
      outstanding.append(0)
      return
    }
    works[slot] = work
    outstanding[slot] = 0
  }

  /// The slot's task is gone, and what it had in flight with it.
  mutating func stop(_ slot: Int) {
    assigned -= works[slot].backlog(at: now)
    for request in works[slot].requests.sorted() { cutOff(request) }
    works[slot] = TaskWork(configuration, start: now)
    changes.set(slot, to: .infinity)
  }
}
