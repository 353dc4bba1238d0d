import Foundation
import Kernel
import Simulation
import Testing
import Units
import Workload

/// One task that runs and is healthy from the start, under a constant rate.
private func plane(
  vCPU: Int, rate: Double, minutes: Int, demand: Variate, seed: UInt64,
  change: (inout ServiceConfiguration) -> Void = { _ in }
) -> RequestPlane<FIFOEngine> {
  var configuration = ServiceConfiguration(
    name: "queue", cpuUnits: vCPU * 1024, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 1,
    initialTasks: 1, demand: RequestDemand(cpu: demand))
  change(&configuration)
  let profile = RateProfile(
    step: 60, expected: [Double](repeating: rate * 60, count: minutes))
  let plane = RequestPlane<FIFOEngine>(configuration: configuration, profile: profile, seed: seed)
  plane.taskStarted(TaskID(index: 0))
  plane.taskHealthy(TaskID(index: 0))
  return plane
}

private func run(_ plane: RequestPlane<FIFOEngine>, minutes: Int) {
  run(plane, from: 1, to: minutes)
}

private func run(_ plane: RequestPlane<FIFOEngine>, from first: Int, to last: Int) {
  for minute in first...last {
    plane.advance(to: .minute(Int64(minute)))
    plane.closeMinute()
  }
}

@Suite("Request plane against queueing theory")
struct QueueingTruthTests {
  @Test("M/M/4 at 75 % load agrees with Erlang-C over five million requests after its warm-up")
  func erlangC() throws {
    // λ = 150/s, μ = 50/s, four servers: closed form in the bench reference (mean 30.1887 ms,
    // p50 23.126, p95 82.562, p99 120.126).
    // The relaxation time is below a second: ten minutes are far beyond it.
    let (warmUp, minutes) = (10, 570)
    let queue = plane(
      vCPU: 4, rate: 150, minutes: minutes, demand: .exponential(mean: 0.02), seed: 1)
    run(queue, from: 1, to: warmUp)
    queue.endWarmUp()
    run(queue, from: warmUp + 1, to: minutes)
    let counted = queue.minutes.dropFirst(warmUp).reduce(0) { $0 + $1.offered }
    #expect(counted > 5_000_000)
    let latency = try #require(queue.runLatency)
    #expect(abs(latency.mean / 30.1887 - 1) < 0.005)
    #expect(abs(latency.p50 / 23.126 - 1) < 0.005)
    #expect(abs(latency.p95 / 82.562 - 1) < 0.0075)
    #expect(abs(latency.p99 / 120.126 - 1) < 0.01)
  }

  @Test("M/G/1 with lognormal demand agrees with Pollaczek and Khinchine")
  func pollaczekKhinchine() throws {
    let minutes = 1200
    let rate = 60.0
    let mean = 0.01
    let cv = 1.5
    let queue = plane(
      vCPU: 1, rate: rate, minutes: minutes, demand: .lognormal(mean: mean, cv: cv), seed: 5)
    run(queue, minutes: minutes)
    let load = rate * mean
    let expected = mean + load * mean * (1 + cv * cv) / (2 * (1 - load))
    let latency = try #require(queue.runLatency)
    #expect(abs(latency.mean / (expected * 1000) - 1) < 0.015)
  }

  @Test("a quarter of a vCPU is one server at a quarter of the speed")
  func quarterOfAProcessor() throws {
    let minutes = 600
    let queue = plane(
      vCPU: 1, rate: 20, minutes: minutes, demand: .constant(0.005), seed: 2
    ) { $0.cpuUnits = 256 }
    run(queue, minutes: minutes)
    // M/D/1 with a service time of 20 ms at load 0.4: W = ρ·s / (2(1−ρ)).
    let expected = 20.0 + 0.4 * 20 / (2 * 0.6)
    let latency = try #require(queue.runLatency)
    #expect(abs(latency.mean / expected - 1) < 0.01)
  }

  @Test("CPU follows the utilisation law, also while a queue is building up")
  func utilisationLaw() throws {
    let queue = plane(vCPU: 2, rate: 120, minutes: 30, demand: .constant(0.01), seed: 3)
    var cpu: [Double] = []
    for minute in 1...30 {
      queue.advance(to: .minute(Int64(minute)))
      cpu.append(try #require(queue.closeMetricWindow().cpuPercent))
      queue.closeMinute()
    }
    let mean = cpu.reduce(0, +) / 30
    #expect(abs(mean - 60) < 1)
    let overloaded = plane(vCPU: 1, rate: 200, minutes: 5, demand: .constant(0.01), seed: 3)
    for minute in 1...5 {
      overloaded.advance(to: .minute(Int64(minute)))
      let percent = try #require(overloaded.closeMetricWindow().cpuPercent)
      #expect(percent > 99 && percent <= 100)
      overloaded.closeMinute()
    }
  }

  @Test("results do not depend on where control events cut the run")
  func cutsDoNotMatter() throws {
    func summary(cut: [Int64]) throws -> LatencySummary {
      let queue = plane(
        vCPU: 2, rate: 80, minutes: 10, demand: .lognormal(mean: 0.02, cv: 1), seed: 9)
      for minute in 0..<10 {
        for second in cut {
          queue.advance(to: SimTime.minute(Int64(minute)) + .seconds(second))
        }
        queue.advance(to: .minute(Int64(minute + 1)))
        queue.closeMinute()
      }
      return try #require(queue.runLatency)
    }
    let whole = try summary(cut: [])
    let pieces = try summary(cut: [1, 13, 29, 50])
    #expect(whole.p95 == pieces.p95)
    #expect(abs(whole.mean - pieces.mean) < 1e-9)
  }
}

@Suite("Failures of requests")
struct RequestFailureTests {
  @Test("without a task every request is answered 503")
  func noTarget() throws {
    let queue = plane(vCPU: 1, rate: 10, minutes: 2, demand: .constant(0.01), seed: 1)
    queue.taskStopped(TaskID(index: 0))
    run(queue, minutes: 2)
    let load = queue.minutes[1]
    #expect(load.offered > 0)
    #expect(load.errors.unavailable == load.offered)
    #expect(load.latency == nil)
    #expect(queue.runLatency == nil)
  }

  @Test("the client's timeout, then the load balancer's, cap what a request can take")
  func timeouts() throws {
    let patient = plane(vCPU: 1, rate: 20, minutes: 10, demand: .constant(0.1), seed: 1)
    run(patient, minutes: 10)
    #expect(patient.minutes[9].errors.gatewayTimeout == patient.minutes[9].offered)
    #expect(try #require(patient.runLatency).p99 <= 60_200)
    let hasty = plane(vCPU: 1, rate: 20, minutes: 10, demand: .constant(0.1), seed: 1) {
      $0.timeouts.client = .seconds(10)
    }
    run(hasty, minutes: 10)
    #expect(hasty.minutes[9].errors.clientTimeout == hasty.minutes[9].offered)
  }

  @Test("a stopped task loses exactly the requests it still had in flight")
  func stoppedTask() throws {
    let queue = plane(vCPU: 1, rate: 5, minutes: 3, demand: .constant(1), seed: 4) {
      $0.lifeCycle.deregistrationDelay = .zero
      $0.lifeCycle.stopTimeout = .zero
    }
    queue.advance(to: .minute(1))
    queue.closeMinute()
    let offered = queue.minutes[0].offered
    queue.taskDraining(TaskID(index: 0))
    queue.taskStopped(TaskID(index: 0))
    // One request a second was answered in the first minute.
    let lost = queue.minutes[0].errors.badGateway
    #expect(abs(offered - lost - 59) <= 1)
    queue.advance(to: .minute(2))
    let metrics = queue.closeMetricWindow()
    #expect(try #require(metrics.cpuPercent) > 95)
  }

  @Test("a full backlog refuses requests at once")
  func backlog() throws {
    let queue = plane(vCPU: 1, rate: 20, minutes: 5, demand: .constant(0.1), seed: 1) {
      $0.backlog = 8
    }
    run(queue, minutes: 5)
    let last = queue.minutes[4]
    // Half the load is served; nobody waits for more than eight services.
    #expect(abs(Double(last.served) - 600) < 15)
    #expect(try #require(last.latency).p99 <= 910)
  }

  @Test("requests are conserved in every minute")
  func conservation() {
    let queue = plane(
      vCPU: 1, rate: 12, minutes: 60, demand: .lognormal(mean: 0.08, cv: 2), seed: 8
    ) {
      $0.timeouts.client = .seconds(5)
      $0.demand.wait = .exponential(mean: 0.2)
    }
    run(queue, minutes: 60)
    for load in queue.minutes { #expect(load.served >= 0 && load.errors.total >= 0) }
  }
}
