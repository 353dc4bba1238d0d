import Kernel
import Simulation
import Units
import Workload

/// The request plane as one would first write it, slow and obvious on purpose.
///
/// One request at a time, each task with a plain list of servers, every outcome kept to the end.
/// It draws the same requests, because the sampler's numbers do not depend on who uses them.
struct RequestOracle {
  struct Request {
    let arrival: Double
    let minute: Int
    let task: TaskID?
    /// When the service at the task starts, and when the client would have its answer.
    let start: Double
    let answered: Double
    var isRefused = false
    /// When its task was stopped with the request unanswered.
    var cutOff: Double?
  }

  let configuration: ServiceConfiguration
  /// Whether a request that is cut off counts until then, or as long as it would have taken.
  var endsAtCut = false
  private(set) var requests: [Request] = []
  private var free: [TaskID: [Double]] = [:]
  private var registered: [TaskID] = []
  private var healthy: [TaskID] = []
  private var turn = 0
  private var minute = 0
  private var now = 0.0

  private var arrivals: [Double]
  private var services: [Double]
  private var waits: [Double]
  private var next = 0

  init(configuration: ServiceConfiguration, profile: RateProfile, seed: UInt64) {
    self.configuration = configuration
    func key(_ component: String) -> StreamKey {
      StreamKey(seed: seed, component: component, entity: configuration.name)
    }
    arrivals = Self.arrivals(profile, share: configuration.share, key: key("arrivals"))
    let count = (arrivals.count + 7) / 8 * 8
    services = Self.sample(
      configuration.demand.cpu, scale: 1 / configuration.serverSpeed, count: count,
      key: key("demand"))
    waits = Self.sample(configuration.demand.wait, scale: 1, count: count, key: key("wait"))
  }

  private static func sample(
    _ variate: Variate, scale: Double, count: Int, key: StreamKey
  ) -> [Double] {
    var sampler = VariateSampler(variate, scale: scale, key: key)
    return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress { sampler.fill(base, count: count) }
      initialized = count
    }
  }

  /// Unit exponential gaps laid along the expected arrivals.
  private static func arrivals(
    _ profile: RateProfile, share: Double, key: StreamKey
  ) -> [Double] {
    let most = Int(profile.total * share * 2 + 1000) / 8 * 8
    let gaps = sample(.exponential(mean: 1), scale: 1, count: most, key: key)
    var arrivals: [Double] = []
    var position = gaps[0]
    var used = 1
    for (step, expected) in profile.expected.enumerated() {
      let mass = expected * share
      let start = Double(step) * Double(profile.step)
      while position < mass {
        let instant = start + position * (Double(profile.step) / mass)
        arrivals.append(min(instant, start + Double(profile.step)))
        position += gaps[used]
        used += 1
      }
      position -= mass
    }
    return arrivals
  }

  mutating func advance(to time: SimTime) {
    now = time.inSeconds
    while next < arrivals.count, arrivals[next] < now {
      serve(arrivals[next], service: services[next], wait: waits[next])
      next += 1
    }
  }

  private mutating func serve(_ arrival: Double, service: Double, wait: Double) {
    let targets = healthy.isEmpty ? registered : healthy
    guard !targets.isEmpty else { return refuse(arrival) }
    let task = targets[turn]
    turn = (turn + 1) % targets.count
    if let limit = configuration.backlog {
      // The queue is full when `limit` accepted requests have not started; with a limit of 0 a
      // request needs a server that is free.
      let waiting = requests.count { $0.task == task && $0.start > arrival }
      let isBusy = free[task].map { $0.allSatisfy { $0 > arrival } } ?? false
      if limit == 0 ? isBusy : waiting >= limit { return refuse(arrival) }
    }
    guard var servers = free[task], let earliest = servers.min(),
      let place = servers.firstIndex(of: earliest)
    else { return }
    let start = max(arrival, earliest)
    let end = start + service
    servers[place] = end
    free[task] = servers
    requests.append(
      Request(
        arrival: arrival, minute: minute, task: task, start: start,
        answered: arrival + (end - arrival + wait)))
  }

  private mutating func refuse(_ arrival: Double) {
    requests.append(
      Request(
        arrival: arrival, minute: minute, task: nil, start: arrival, answered: arrival,
        isRefused: true))
  }

  mutating func closeMinute() { minute += 1 }

  mutating func taskStarted(_ task: TaskID) {
    free[task] = [Double](repeating: now, count: configuration.serversPerTask)
  }

  mutating func taskRegistered(_ task: TaskID) {
    if !registered.contains(task) { registered.append(task) }
    retarget()
  }

  mutating func taskHealthy(_ task: TaskID) {
    taskRegistered(task)
    healthy.append(task)
    retarget()
  }

  mutating func taskDraining(_ task: TaskID) {
    healthy.removeAll { $0 == task }
    registered.removeAll { $0 == task }
    retarget()
  }

  mutating func taskStopped(_ task: TaskID) {
    taskDraining(task)
    for place in requests.indices where requests[place].task == task {
      if resolved(requests[place]) > now { requests[place].cutOff = now }
    }
    free[task] = nil
  }

  func idleTime(of task: TaskID) -> Double {
    max(now, requests.filter { $0.task == task }.map(\.answered).max() ?? now)
  }

  private mutating func retarget() {
    let count = healthy.isEmpty ? registered.count : healthy.count
    turn = count == 0 ? 0 : turn % count
  }

  private var patience: Double {
    min(
      configuration.timeouts.client?.inSeconds ?? .infinity,
      configuration.timeouts.loadBalancerIdle.inSeconds)
  }

  /// When the client has its answer or somebody has given up.
  private func resolved(_ request: Request) -> Double {
    min(request.answered, request.arrival + patience)
  }

  /// Latency as the client sees it; `nil` for a refused request.
  func latency(_ request: Request) -> Double? {
    if request.isRefused { return nil }
    if endsAtCut, let cutOff = request.cutOff { return cutOff - request.arrival }
    return min(request.answered - request.arrival, patience)
  }

  func errors(minute: Int) -> ErrorCounts {
    var errors = ErrorCounts()
    let client = configuration.timeouts.client?.inSeconds ?? .infinity
    for request in requests where request.minute == minute {
      if request.isRefused {
        errors.unavailable += 1
      } else if request.cutOff != nil {
        errors.badGateway += 1
      } else if request.answered - request.arrival > patience {
        if client <= configuration.timeouts.loadBalancerIdle.inSeconds {
          errors.clientTimeout += 1
        } else {
          errors.gatewayTimeout += 1
        }
      }
    }
    return errors
  }
}
