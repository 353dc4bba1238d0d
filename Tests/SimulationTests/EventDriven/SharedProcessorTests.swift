import Kernel
import Simulation
import Testing
import Units

@Suite("Shared processor")
struct SharedProcessorTests {
  private static func configuration(_ cpuUnits: Int, quota: SimDuration? = nil)
    -> ServiceConfiguration
  {
    var configuration = ServiceConfiguration(
      name: "task", cpuUnits: cpuUnits, memoryMB: 2048, share: 1, minTasks: 1, maxTasks: 1,
      initialTasks: 1, demand: RequestDemand(cpu: .constant(0.01)))
    configuration.quotaPeriod = quota
    return configuration
  }

  /// When each of the jobs ends: (arrival, vCPU-seconds) each, in order of arrival.
  private static func ends(
    _ jobs: [(arrival: Double, cpu: Double)], _ configuration: ServiceConfiguration
  ) -> [Double] {
    var processor = SharedProcessor(configuration, start: 0)
    var ends = [Double](repeating: .nan, count: jobs.count)
    func finish(until time: Double) {
      while processor.nextEnd <= time {
        let end = processor.nextEnd
        if let job = processor.finish() { ends[job.request] = end }
      }
    }
    for (place, job) in jobs.enumerated() {
      finish(until: job.arrival)
      processor.add(
        TaskJob(request: place, service: job.cpu / configuration.serverSpeed, wait: 0),
        at: job.arrival)
    }
    finish(until: .greatestFiniteMagnitude)
    return ends
  }

  private static func expect(_ ends: [Double], _ expected: [Double]) {
    #expect(ends.count == expected.count)
    for (end, expected) in zip(ends, expected) { #expect(abs(end - expected) < 1e-9) }
  }

  @Test("jobs share one core evenly")
  func oneCore() {
    // A alone to 1 s; A and B at half speed; at 3 s A has had 2 s and goes; B has 2 s left of 3.
    Self.expect(
      Self.ends([(0, 2), (1, 3), (10, 1)], Self.configuration(1024)), [3, 5, 11])
  }

  @Test("no job is faster than one core")
  func twoCores() {
    // Alone and in pairs at full speed; three share two cores.
    Self.expect(
      Self.ends([(0, 3), (0, 3), (1, 1)], Self.configuration(2048)), [3.5, 3.5, 2.5])
  }

  @Test("a quarter of a vCPU is a core of a quarter of the speed, without a quota")
  func slowCore() {
    Self.expect(Self.ends([(0, 0.01)], Self.configuration(256)), [0.04])
  }

  @Test("with a quota a quarter of a vCPU is a whole core for 25 of 100 ms")
  func quota() {
    let configuration = Self.configuration(256, quota: .milliseconds(100))
    // 10 ms at once; 60 ms as 25 + 25 + 10, the last at 200 ms; after an idle time, afresh.
    Self.expect(Self.ends([(0, 0.01)], configuration), [0.01])
    Self.expect(Self.ends([(0, 0.06), (1, 0.02)], configuration), [0.21, 1.02])
    // From the middle of a window: 25 ms, and the rest of it stands still.
    Self.expect(Self.ends([(0.05, 0.03)], configuration), [0.105])
    // At 90 ms only 10 are left of the window, then a new quota begins.
    Self.expect(Self.ends([(0.09, 0.03)], configuration), [0.12])
    // What was used counts: 20 ms before, 5 left.
    Self.expect(Self.ends([(0, 0.02), (0.05, 0.02)], configuration), [0.02, 0.115])
    // Two jobs share the core, and the quota.
    Self.expect(Self.ends([(0, 0.02), (0, 0.02)], configuration), [0.115, 0.115])
  }

  @Test("a quota over whole vCPUs changes nothing")
  func wholeCores() {
    let jobs: [(arrival: Double, cpu: Double)] = [(0, 0.3), (0.02, 0.2), (0.13, 0.4), (0.5, 0.05)]
    Self.expect(
      Self.ends(jobs, Self.configuration(1024, quota: .milliseconds(100))),
      Self.ends(jobs, Self.configuration(1024)))
  }

  @Test("under load a quota gives out what its share of a core would", arguments: 1...20)
  func busy(seed: Int) {
    var random = RandomStream(seed: UInt64(seed), component: "test", entity: "quota")
    var jobs: [(arrival: Double, cpu: Double)] = []
    var arrival = 0.0
    for _ in 0..<400 {
      arrival += random.uniform() * 0.02
      jobs.append((arrival, random.uniform() * 0.02))
    }
    let quota = Self.ends(jobs, Self.configuration(512, quota: .milliseconds(100)))
    let slow = Self.ends(jobs, Self.configuration(512))
    // Both are busy to the end: the last job ends within a window of the other's.
    #expect(abs((quota.max() ?? 0) - (slow.max() ?? 0)) <= 0.1)
    #expect(quota.allSatisfy { !$0.isNaN })
  }
}
