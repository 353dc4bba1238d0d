import Kernel
import Simulation
import Testing
import Units

@Suite("Fluid plane against queueing theory and against requests")
struct FluidTruthTests {
  @Test("M/M/4 at 75 % load is Erlang's, with its percentiles")
  func erlangC() throws {
    // λ = 150/s, μ = 50/s, four servers: closed form in the bench reference (mean 30.1887 ms,
    // p50 23.126, p95 82.562, p99 120.126).
    let plane = FluidSetup(
      vCPU: 4, rate: 150, minutes: 30, demand: RequestDemand(cpu: .exponential(mean: 0.02))
    ).fluid()
    let latency = try #require(plane.runLatency)
    #expect(abs(latency.mean / 30.1887 - 1) < 0.001)
    #expect(abs(latency.p50 / 23.126 - 1) < 0.01)
    #expect(abs(latency.p95 / 82.562 - 1) < 0.01)
    #expect(abs(latency.p99 / 120.126 - 1) < 0.02)
  }

  @Test("M/M/1 is exponential", arguments: [0.2, 0.5, 0.8, 0.89])
  func singleServer(load: Double) throws {
    let plane = FluidSetup(
      vCPU: 1, rate: load / 0.01, minutes: 30, demand: RequestDemand(cpu: .exponential(mean: 0.01))
    ).fluid()
    let latency = try #require(plane.runLatency)
    let mean = 10 / (1 - load)
    #expect(abs(latency.mean / mean - 1) < 0.005)
    #expect(abs(latency.p95 / (mean * 2.995_732) - 1) < 0.015)
    #expect(abs(latency.p99 / (mean * 4.605_170) - 1) < 0.025)
  }

  @Test("M/G/1 with lognormal demand has the mean of Pollaczek and Khinchine")
  func pollaczekKhinchine() throws {
    let (mean, cv, load) = (0.01, 1.5, 0.6)
    let plane = FluidSetup(
      vCPU: 1, rate: load / mean, minutes: 30,
      demand: RequestDemand(cpu: .lognormal(mean: mean, cv: cv))
    ).fluid()
    let expected = mean + load * mean * (1 + cv * cv) / (2 * (1 - load))
    #expect(abs(try #require(plane.runLatency).mean / (expected * 1000) - 1) < 0.002)
  }

  @Test(
    "tasks fed round robin agree with requests",
    arguments: [(1, 1), (2, 2), (2, 4), (4, 10)], [0.4, 0.6, 0.75, 0.85])
  func roundRobin(size: (vCPU: Int, tasks: Int), load: Double) throws {
    let service = 0.08
    let setup = FluidSetup(
      vCPU: size.vCPU, tasks: size.tasks, rate: load * Double(size.vCPU * size.tasks) / service,
      minutes: 480 / (size.vCPU * size.tasks),
      demand: RequestDemand(
        cpu: .lognormal(mean: service, cv: 1), wait: .lognormal(mean: 0.03, cv: 0.5)))
    let fluid = try #require(setup.fluid().runLatency)
    let exact = try #require(setup.requests().runLatency)
    #expect(abs(fluid.mean / exact.mean - 1) < 0.025, "\(fluid) \(exact)")
    #expect(abs(fluid.p50 / exact.p50 - 1) < 0.05, "\(fluid) \(exact)")
    #expect(abs(fluid.p95 / exact.p95 - 1) < 0.07, "\(fluid) \(exact)")
  }

  @Test("an overload grows and drains as requests do, with the same timeouts")
  func overload() throws {
    var setup = FluidSetup(
      vCPU: 1, rate: 150, minutes: 6, demand: RequestDemand(cpu: .exponential(mean: 0.01)))
    setup.configuration.timeouts.client = .seconds(60)
    let fluid = setup.fluid()
    let exact = setup.requests()
    // The surplus of half a second a second adds half a minute of wait a minute.
    for (flow, load) in zip(fluid.minutes, exact.minutes) {
      #expect(abs(Double(flow.offered) / 9000 - 1) < 1e-9)
      let (a, b) = (try #require(flow.latency), try #require(load.latency))
      #expect(abs(a.mean - b.mean) < 1500, "\(a) \(b)")
      #expect(abs(a.p95 / b.p95 - 1) < 0.12, "\(a) \(b)")
      #expect(flow.cpuPercent ?? 0 > 98)
    }
    let errors = fluid.minutes.reduce(0) { $0 + $1.errors.clientTimeout }
    let exactErrors = exact.minutes.reduce(0) { $0 + $1.errors.clientTimeout }
    #expect(abs(Double(errors) / Double(exactErrors) - 1) < 0.06, "\(errors) \(exactErrors)")
  }

  @Test("a bounded queue refuses what does not fit")
  func backlog() throws {
    var setup = FluidSetup(
      vCPU: 1, rate: 20, minutes: 5, demand: RequestDemand(cpu: .constant(0.1)))
    setup.configuration.backlog = 8
    let load = setup.fluid().minutes[4]
    #expect(abs(Double(load.served) - 600) < 15)
    #expect(try #require(load.latency).mean <= 910)
  }

  @Test("without a task every request is answered 503, and rounding loses none")
  func noTarget() {
    let setup = FluidSetup(
      vCPU: 1, tasks: 0, rate: 0.31, minutes: 50, demand: RequestDemand(cpu: .constant(0.01)))
    let minutes = setup.fluid().minutes
    #expect(minutes.reduce(0) { $0 + $1.offered } == 930)
    #expect(minutes.allSatisfy { $0.errors.unavailable == $0.offered && $0.latency == nil })
  }

  @Test(
    "percentiles of single minutes scatter as requests make them",
    arguments: [(2, 1), (2, 3), (2, 8), (4, 4)], [0.6, 0.75, 0.85])
  func minuteScatter(size: (vCPU: Int, tasks: Int), load: Double) throws {
    let setup = FluidSetup(
      vCPU: size.vCPU, tasks: size.tasks, rate: load * Double(size.vCPU * size.tasks) / 0.08,
      minutes: 8000 / (size.vCPU * size.tasks),
      demand: RequestDemand(cpu: .lognormal(mean: 0.08, cv: 1)))
    func moments(
      _ minutes: RowLog<MinuteLoad>, _ value: (LatencySummary) -> Double
    ) -> (mean: Double, deviation: Double) {
      let values = minutes.dropFirst(20).compactMap { $0.latency.map(value) }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      return (mean, variance.squareRoot())
    }
    let fluid = setup.fluid().minutes
    let exact = setup.requests().minutes
    for value in [\LatencySummary.p50, \.p95] {
      let (a, b) = (moments(fluid) { $0[keyPath: value] }, moments(exact) { $0[keyPath: value] })
      #expect(abs(a.deviation / b.deviation - 1) < 0.35, "\(a) \(b)")
      #expect(abs(a.mean / b.mean - 1) < 0.07, "\(a) \(b)")
    }
    #expect(fluid.allSatisfy { $0.latency.map { $0.p50 <= $0.p95 && $0.p95 <= $0.p99 } ?? true })
  }

  @Test("published CPU scatters about the utilisation as requests make it")
  func metricNoise() throws {
    let setup = FluidSetup(
      vCPU: 2, tasks: 2, rate: 30, minutes: 1,
      demand: RequestDemand(cpu: .lognormal(mean: 0.08, cv: 1)))
    func points<Plane: DataPlane>(_ plane: Plane) -> [Double] {
      var plane = plane
      for index in 0..<2 {
        plane.taskStarted(TaskID(index: index))
        plane.taskHealthy(TaskID(index: index))
      }
      return (0..<2000).compactMap { minute in
        plane.advance(to: .minute(Int64(minute)) + .seconds(50))
        let point = plane.closeMetricWindow().cpuPercent
        plane.advance(to: .minute(Int64(minute + 1)))
        plane.closeMinute()
        return point
      }
    }
    var long = setup
    long.minutes = 2000
    let fluid = points(
      FluidPlane(
        model: FluidModel(long.configuration), profile: long.profile,
        calendar: ControlSetup.calendar(seconds: 120_000), seed: 1))
    let exact = points(
      RequestPlane<FIFOEngine>(configuration: long.configuration, profile: long.profile, seed: 1))
    func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      return (mean, variance.squareRoot())
    }
    #expect(abs(moments(fluid).mean - 60) < 0.2)
    #expect(abs(moments(fluid).deviation / moments(exact).deviation - 1) < 0.08)
    // A demand with a cv of one, 1,800 times a minute: 60 % × √(2 / 1800).
    #expect(abs(moments(fluid).deviation / 2.0 - 1) < 0.06)
  }
}
