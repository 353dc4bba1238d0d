import Kernel
import Simulation
import Testing
import Units
import Workload

/// A service and a script of what happens to its tasks, drawn from a seed.
private struct RandomCase {
  static let minutes = 4
  var random: RandomStream
  let configuration: ServiceConfiguration
  let profile: RateProfile

  init(seed: UInt64) {
    var random = RandomStream(seed: seed, component: "test", entity: "oracle")
    func pick<Value>(_ values: [Value]) -> Value {
      values[Int(random.next() % UInt64(values.count))]
    }
    let cpu = pick([256, 1024, 2048, 2048, 4096, 8192])
    let mean = random.uniform(in: 0.01...0.6)
    let demand: Variate = pick([
      .constant(mean), .exponential(mean: mean), .lognormal(mean: mean, cv: 1.5),
    ])
    let wait: Variate = pick([.constant(0), .constant(0.3), .lognormal(mean: 0.5, cv: 1)])
    var configuration = ServiceConfiguration(
      name: "oracle", cpuUnits: cpu, memoryMB: 8192, share: random.uniform(in: 0.2...1),
      minTasks: 0, maxTasks: 20, initialTasks: 1, demand: RequestDemand(cpu: demand, wait: wait))
    configuration.timeouts.client = pick([nil, nil, .seconds(2), .seconds(20)])
    configuration.timeouts.loadBalancerIdle = pick([.seconds(5), .seconds(60)])
    configuration.backlog = pick([nil, nil, 0, 1, 3])
    configuration.lifeCycle.deregistrationDelay = pick([.zero, .seconds(3)])
    configuration.lifeCycle.stopTimeout = pick([.zero, .seconds(1)])
    self.configuration = configuration
    let step = pick([5, 20, 60])
    profile = RateProfile(
      step: Int64(step),
      expected: (0..<Self.minutes * 60 / step).map { _ in
        random.uniform() < 0.1 ? 0 : random.uniform(in: 0...15) * Double(step)
      })
    self.random = random
  }
}

@Suite("Request planes against a scalar oracle")
struct RequestOracleTests {
  @Test(
    "every outcome agrees, whatever starts, drains and stops", arguments: 0..<80 as Range<UInt64>)
  func agreement(seed: UInt64) throws {
    let draw = RandomCase(seed: seed)
    try Self.agree(
      draw,
      RequestPlane<FIFOEngine>(configuration: draw.configuration, profile: draw.profile, seed: 1))
  }

  @Test(
    "following each request gives the same outcomes", arguments: 100..<160 as Range<UInt64>)
  func agreementInFlight(seed: UInt64) throws {
    let draw = RandomCase(seed: seed)
    let plane = RequestPlane<EventDrivenEngine>(
      configuration: draw.configuration, profile: draw.profile, seed: 1)
    try Self.agree(draw, plane, endsAtCut: true)
    // Little's law, with the number in progress as the plane itself kept it.
    let open = plane.minutes.reduce(0.0) { $0 + Double($1.openMilliseconds) / 1000 }
    #expect(abs(open - plane.requestSeconds) < 0.001 * Double(RandomCase.minutes))
  }

  private static func agree<Plane: DataPlane>(
    _ draw: RandomCase, _ plane: Plane, endsAtCut: Bool = false
  ) throws {
    var draw = draw
    var pair = PlanePair(draw, plane)
    pair.oracle.endsAtCut = endsAtCut
    for minute in 0..<RandomCase.minutes {
      let end = SimTime.minute(Int64(minute) + 1)
      while pair.now < end {
        pair.changeTasks(&draw.random)
        let pause = SimDuration(nanoseconds: Int64(draw.random.uniform() * 4e9))
        pair.advance(to: min(pair.now + pause, end))
      }
      pair.plane.closeMinute()
      pair.oracle.closeMinute()
    }
    pair.plane.finish()
    for minute in 0..<RandomCase.minutes { try compare(minute, pair.plane, pair.oracle) }
    let measured = pair.oracle.requests.compactMap(pair.oracle.latency)
    #expect((pair.plane.runLatency == nil) == measured.isEmpty)
    // Little's law: the area under the number in the system, counted from arrivals and answers, is
    // the time that the plane had requests open.
    let open = pair.plane.minutes.reduce(0.0) { $0 + Double($1.openMilliseconds) / 1000 }
    #expect(abs(open - areaInSystem(pair.oracle)) < 0.001 * Double(RandomCase.minutes))
  }

  /// ∫ N(t) dt, where N goes up with an arrival and down with its answer.
  private static func areaInSystem(_ oracle: RequestOracle) -> Double {
    let changes = oracle.requests.flatMap { request -> [(time: Double, step: Double)] in
      guard let latency = oracle.latency(request) else { return [] }
      return [(request.arrival, 1), (request.arrival + latency, -1)]
    }.sorted { $0.time < $1.time }
    var area = 0.0
    var inSystem = 0.0
    for (change, next) in zip(changes, changes.dropFirst()) {
      inSystem += change.step
      area += inSystem * (next.time - change.time)
    }
    return area
  }

  private static func compare(
    _ minute: Int, _ plane: some DataPlane, _ oracle: RequestOracle
  ) throws {
    let load = plane.minutes[minute]
    let requests = oracle.requests.filter { $0.minute == minute }
    #expect(load.offered == Int64(requests.count))
    #expect(load.errors == oracle.errors(minute: minute))
    let latencies = requests.compactMap(oracle.latency).sorted()
    guard !latencies.isEmpty else {
      #expect(load.latency == nil)
      return
    }
    let found = try #require(load.latency)
    let mean = latencies.reduce(0, +) / Double(latencies.count) * 1000
    #expect(abs(found.mean - mean) <= 1e-9 * mean)
    for (value, share) in [(found.p50, 0.5), (found.p95, 0.95), (found.p99, 0.99)] {
      let rank = max(1, (share * Double(latencies.count)).rounded(.up))
      let exact = latencies[Int(rank) - 1] * 1000
      #expect(abs(value / exact - 1) < 0.002)
    }
  }
}

/// The plane and the oracle, led through the same life.
private struct PlanePair<Plane: DataPlane> {
  private enum Phase { case started, registered, healthy, draining(since: SimTime) }

  var plane: Plane
  var oracle: RequestOracle
  private(set) var now = SimTime.start
  private var tasks: [(id: TaskID, phase: Phase)] = []
  private var started = 0
  private let timeToDrain: SimDuration

  init(_ draw: RandomCase, _ plane: Plane) {
    self.plane = plane
    oracle = RequestOracle(configuration: draw.configuration, profile: draw.profile, seed: 1)
    timeToDrain =
      draw.configuration.lifeCycle.deregistrationDelay + draw.configuration.lifeCycle.stopTimeout
  }

  mutating func advance(to time: SimTime) {
    now = time
    plane.advance(to: now)
    oracle.advance(to: now)
  }

  /// Starts a task, or takes one of them a step further.
  mutating func changeTasks(_ random: inout RandomStream) {
    if tasks.count < 11, random.uniform() < 0.35 {
      let id = TaskID(index: started)
      started += 1
      plane.taskStarted(id)
      oracle.taskStarted(id)
      return tasks.append((id, .started))
    }
    guard !tasks.isEmpty else { return }
    let place = Int(random.next() % UInt64(tasks.count))
    let id = tasks[place].id
    switch tasks[place].phase {
    case .started where random.uniform() < 0.7:
      plane.taskRegistered(id)
      oracle.taskRegistered(id)
      tasks[place].phase = .registered
    case .started, .registered:
      plane.taskHealthy(id)
      oracle.taskHealthy(id)
      tasks[place].phase = .healthy
    case .healthy where random.uniform() < 0.3:
      plane.taskDraining(id)
      oracle.taskDraining(id)
      tasks[place].phase = .draining(since: now)
    case .draining(let since):
      #expect(abs(plane.idleTime(of: id).inSeconds - oracle.idleTime(of: id)) < 2e-9)
      // The control plane grants a task this long.
      guard now >= since + timeToDrain else { return }
      plane.taskStopped(id)
      oracle.taskStopped(id)
      tasks.remove(at: place)
    default: return
    }
  }
}
