internal import Units
internal import Workload

/// What requests meet before a task, and who counts them: the trace that sends them, the load
/// balancer's targets, clients that follow up, and the accounts of minutes and metrics.
///
/// Both request engines have it in common. A value in one place of the plane: a loop over requests
/// works on it without looking up, or checking access to, a property of an object for each.
package struct RequestFront: ~Copyable {
  /// Requests of the trace.
  var block: RequestBlock
  var targets: TargetGroup
  var minutes = RequestMinutes()
  var meters = ServiceMeters()
  /// The same of each task; `nil` where nobody watches a statistic over tasks.
  var taskMeters: TaskMeters?
  /// New tasks whose next requests cost more.
  var cold = ColdTasks()
  /// How far the load has been served, in seconds since the start of the period.
  private(set) var now = 0.0
  /// Load tests and retries; `nil` for a service without.
  private var followUps: FollowUps?
  /// Of clients that keep cookies and of those that keep connections open; `nil` for a service
  /// without.
  private var sessions: StickySessions?
  private var connections: ConnectionDraws?
  private let bindsWork: Bool
  /// The run is over, and what is in flight is only worked off.
  private(set) var isFinishing = false

  init(
    _ configuration: ServiceConfiguration, profile: RateProfile, start: UTCTime?, seed: UInt64,
    replication: UInt64
  ) {
    block = RequestBlock(
      profile: profile, configuration: configuration, seed: seed, replication: replication)
    targets = TargetGroup(configuration)
    taskMeters = TaskMeters(configuration)
    followUps = FollowUps(configuration, start: start, seed: seed, replication: replication)
    sessions = StickySessions(
      configuration, profile: profile, seed: seed, replication: replication)
    connections = ConnectionDraws(
      configuration, profile: profile, seed: seed, replication: replication)
    bindsWork = configuration.bindsWork
  }

  // MARK: Time

  /// So many tasks will be RUNNING, and the present targets there, until `end`.
  mutating func prepare(until end: Double, running: Int) {
    meters.pass(end - now, running: running, targets: targets.rotation.count)
    targets.endRamps(at: now)
  }

  mutating func pass(to time: Double) { now = time }

  /// No requests come any more.
  mutating func finish() { isFinishing = true }

  // MARK: Requests

  /// Requests reach the load balancer in the present minute.
  @inline(__always)
  mutating func arrive(_ requests: Int) {
    minutes.arrive(requests)
    meters.arrive(requests)
  }

  var hasFollowUps: Bool { followUps != nil }

  /// The next request before `end` that a client of a load test or a retry sends.
  @inline(__always)
  mutating func nextFollowUp(before end: Double) -> (arrival: Double, request: FollowUp)? {
    guard followUps != nil, !isFinishing, let next = followUps?.next(before: end) else {
      return nil
    }
    if next.request.attempt > 0 { minutes.retry() }
    return next
  }

  /// Counts a request whose outcome its client knows, and has the client do what follows.
  ///
  /// - Parameters:
  ///   - minute: in which it arrived.
  ///   - latency: seconds at the load balancer; `nil` for a request that was refused.
  /// - Returns: the number of what follows; 0 for nothing.
  @discardableResult
  mutating func learn(
    _ outcome: RequestOutcome, of request: FollowUp, in minute: Int, arrival: Double,
    latency: Double?
  ) -> Int64 {
    let test = request.test == FollowUp.trace ? nil : followUps?.tests[Int(request.test)]
    let network = test?.rtt ?? 0
    let failed = outcome != .served
    minutes.end(outcome, in: minute, latency: latency, network: network)
    test?.count(arrival: arrival, latency: latency.map { $0 + network }, failed: failed)
    guard followUps != nil, !isFinishing else { return 0 }
    return followUps?.follow(request, arrival: arrival, seconds: latency ?? 0, failed: failed) ?? 0
  }

  /// A request that its client had counted otherwise was cut off with its task: the client learns of
  /// it now.
  ///
  /// - Parameter request: with the number of what was to follow.
  mutating func learnCutOff(_ request: FollowUp, countedAs outcome: RequestOutcome) {
    guard followUps != nil else { return }
    followUps?.callOff(request.number)
    if request.test != FollowUp.trace {
      followUps?.tests[Int(request.test)].recount(wasServed: outcome == .served)
    }
    _ = followUps?.follow(request, arrival: now, seconds: 0, failed: true)
  }

  // MARK: Work that stays with its task

  /// A request of the trace, by its place in the block: to be asked for once, in order.
  @inline(__always)
  mutating func traceRequest(_ index: Int) -> FollowUp {
    var request = FollowUp(block, index: index)
    guard bindsWork else { return request }
    if let session = sessions?.next(at: block.arrivals[index]) { request.session = session }
    if let length = connections?.nextLength() { request.connection = length }
    return request
  }

  /// The target that the cookie of a session names, if requests go to it.
  mutating func boundTarget(of session: SessionID, at arrival: Double) -> Int? {
    guard let pin = sessions?.target(of: session, at: arrival), let slot = targets.slot(of: pin)
    else { return nil }
    bind(session, to: slot, at: arrival)
    return slot
  }

  /// The session's cookie names the slot's task from now on; a target that is gone sends none.
  mutating func bind(_ session: SessionID, to slot: Int, at arrival: Double) {
    guard slot != TargetGroup.unreachableSlot else { return }
    sessions?.bind(session, to: targets.pin(slot), at: arrival)
  }

  /// What is left, in seconds, of the connections that were open before the period; once.
  mutating func takeInitialConnections() -> [Double] { connections?.takeInitial() ?? [] }

  /// The request of a client whose connection was cut.
  mutating func reconnect(_ cut: OpenConnections.Cut) -> FollowUp? {
    isFinishing ? nil : connections?.reconnect(cut.left, session: cut.session)
  }

  var reconnections: Int64 { connections?.reconnections ?? 0 }

  // MARK: Results

  /// Requests that have come: of the trace, and those that follow on others.
  var arrivals: Int64 {
    switch followUps {
    case .some(let clients): block.taken + clients.sent + reconnections
    case .none: block.taken + reconnections
    }
  }

  var loadTests: [LoadTestOutcome] {
    switch followUps {
    case .some(let clients): clients.tests.map(\.outcome)
    case .none: []
    }
  }
}
