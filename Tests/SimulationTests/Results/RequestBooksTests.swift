import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Conservation of requests and Little's law in every run")
struct RequestBooksTests {
  private static let books = RequestBooks(
    arrivals: 1000, measured: 990, requestSeconds: 25, latencySeconds: 25.000_000_1)

  private static func contradictions(
    offered: Int64 = 1000, refused: Int64 = 10, leastServed: Int64 = 0,
    change: (inout RequestBooks) -> Void = { _ in }
  ) -> [String] {
    var books = books
    change(&books)
    var results = RequestResults()
    results.minutes = 1
    results.offered = offered
    results.errors.unavailable = refused
    results.leastServed = leastServed
    results.openMilliseconds = 25_000
    return books.contradictions(results)
  }

  @Test("Books that agree say nothing; each that does not says what")
  func contradictions() {
    #expect(Self.contradictions().isEmpty)
    #expect(Self.contradictions(offered: 999).count == 1)
    #expect(Self.contradictions(refused: 11).count == 1)
    #expect(Self.contradictions(leastServed: -1).count == 1)
    #expect(Self.contradictions { $0.requestSeconds = 25.1 }.count == 1)
    #expect(Self.contradictions { $0.requestSeconds = .nan }.count == 1)
    #expect(
      Self.contradictions { ($0.requestSeconds, $0.latencySeconds) = (25.1, 25.1) }.count == 1)
    #expect(Self.contradictions(offered: 0, refused: 0) { $0.latencySeconds = 0 }.count == 4)
  }

  @Test("Flows may be off by what whole numbers are, and no more")
  func rounding() {
    func contradictions(arrivals: Double) -> Int {
      Self.contradictions {
        $0.arrivals = arrivals
        $0.measured = arrivals - 10
        $0.rounding = 2
      }.count
    }
    #expect(contradictions(arrivals: 1001.9) == 0)
    #expect(contradictions(arrivals: 998.1) == 0)
    #expect(contradictions(arrivals: 1002.1) == 1)
    #expect(Self.contradictions { $0.measured = nil }.isEmpty)
  }

  /// A service whose tasks are too few, too many, refused, stopped, lost, retried and tested.
  private static func service(_ random: inout RandomStream) -> ServiceConfiguration {
    func pick<Value>(_ values: [Value]) -> Value {
      values[Int(random.next() % UInt64(values.count))]
    }
    var service = ServiceConfiguration(
      name: "web", cpuUnits: pick([256, 512, 1024, 2048]), memoryMB: 4096, share: 1, minTasks: 1,
      maxTasks: 8, initialTasks: pick([1, 3]),
      demand: RequestDemand(
        cpu: pick([.constant(0.02), .lognormal(mean: 0.02, cv: 1.5)]),
        wait: pick([.constant(0), .constant(0.1), .lognormal(mean: 0.2, cv: 2)])))
    service.timeouts.client = pick([nil, .seconds(1), .seconds(20)])
    service.backlog = pick([nil, nil, 0, 20])
    service.discipline = pick([.fifo, .fifo, .processorSharing])
    service.concurrency = service.discipline == .fifo && random.uniform() < 0.7 ? nil : 10
    service.routing = pick([.roundRobin, .roundRobin, .leastOutstandingRequests])
    service.retries = pick([nil, RetryPolicy(count: 2)])
    if random.uniform() < 0.3 {
      service.loadTests = [LoadTest(name: "hey", clients: 20, rtt: .milliseconds(20))]
    }
    service.lifeCycle.deregistrationDelay = pick([.zero, .seconds(5), .seconds(300)])
    service.lifeCycle.stopTimeout = pick([.zero, .seconds(30)])
    service.lifeCycle.slowStart =
      service.routing == .roundRobin ? pick([.zero, .seconds(30)]) : .zero
    service.policies = [TargetTracking(metric: .cpu, target: 60)]
    service.zones = ["a", "b"]
    if random.uniform() < 0.5 {
      let start = ControlSetup.calendar(seconds: 60).period.start.advanced(bySeconds: 1200)
      service.zoneOutages = [ZoneOutage(zone: "a", start: start, duration: .minutes(8))]
    }
    if random.uniform() < 0.5 {
      service.capacityProviders = [
        CapacityProviderStrategyItem(provider: .fargateSpot, base: 0, weight: 1)
      ]
      var spot = SpotCapacity()
      spot.interruptionsPerTaskHour = 5
      service.spotCapacity = spot
    }
    return service
  }

  @Test("Every random run agrees with its books", arguments: 1...60 as ClosedRange<UInt64>)
  func runs(seed: UInt64) {
    var random = RandomStream(seed: seed, component: "test", entity: "books")
    let service = Self.service(&random)
    let profile = RateProfile(
      step: 60, expected: (0..<46).map { _ in random.uniform(in: 0...80) * 60 })
    // Whole minutes, and a part of one at the end.
    let calendar = ControlSetup.calendar(seconds: 45 * 60 + Int64(seed % 3) * 25)
    func run(_ plane: some DataPlane) -> ServiceOutcome {
      ServiceSimulation.run(
        configuration: service, plane: plane, calendar: calendar, seed: seed)
    }
    let outcome =
      service.followsRequests
      ? run(RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: seed))
      : run(RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: seed))
    #expect(outcome.contradictions.isEmpty)
    #expect(outcome.offered == outcome.served + outcome.errors.total)
    #expect(outcome.offered > 0)
    let slowest = outcome.timeline.compactMap { $0.latency?.max }.max()
    #expect(slowest == outcome.latency?.max)
  }

  @Test("Every random flow agrees with its books", arguments: 1...120 as ClosedRange<UInt64>)
  func flows(seed: UInt64) {
    var random = RandomStream(seed: seed, component: "test", entity: "flow books")
    var service = Self.service(&random)
    service.discipline = .fifo
    service.concurrency = nil
    service.routing = .roundRobin
    service.retries = nil
    service.loadTests = []
    let step = seed % 2 == 0 ? 60 : 20
    let seconds = 45 * 60 + Int(seed % 3) * 25
    let profile = RateProfile(
      step: Int64(step),
      expected: (0...seconds / step).map { _ in random.uniform(in: 0...80) * Double(step) })
    let calendar = ControlSetup.calendar(seconds: Int64(seconds))
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: FluidPlane(
        model: FluidModel(service), profile: profile, calendar: calendar, seed: seed),
      calendar: calendar, seed: seed)
    #expect(outcome.contradictions == [])
    #expect(outcome.offered == outcome.served + outcome.errors.total)
    #expect(outcome.offered > 0)
    // As a projection runs it, without latencies.
    let usage = FluidUsage(
      model: FluidModel(service, latencies: false), profile: profile, calendar: calendar,
      seed: seed, replication: 0)
    #expect(usage.contradictions == [])
    #expect(usage.hourly.requests.reduce(0, +) == outcome.offered)
  }

  @Test("Requests in progress are counted in the minutes in which they are, not of their arrival")
  func inProgress() {
    // One request at 50 s for 30 s, alone: ten seconds of it in the first minute.
    var service = ControlSetup.service(min: 1, max: 1, initial: 1)
    service.cpuUnits = 1024
    service.demand = RequestDemand(cpu: .constant(0), wait: .constant(30))
    service.lifeCycle.deregistrationDelay = .seconds(300)
    let profile = RateProfile(
      step: 10, expected: [0, 0, 0, 0, 0, 600] + Array(repeating: 0, count: 12))
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 3),
      calendar: ControlSetup.calendar(seconds: 180), seed: 3)
    let means = outcome.timeline.map(\.inProgress)
    let count = Double(outcome.offered)
    // Arrivals are even over the ten seconds: five of thirty on average in the first minute.
    #expect(abs(means[0] * 60 - count * 5) < 0.05 * count * 5)
    #expect(abs((means[0] + means[1]) * 60 - count * 30) < 1e-6 * count)
    #expect(means[2] == 0)
    #expect(outcome.latency?.max == 30_000)
  }
}
