import Autoscaling
import Foundation
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Alarms on the system's health")
struct WatchTests {
  private func report(
    _ points: [Double?], periods: Int = 1, datapoints: Int? = nil, threshold: Double? = 5,
    signal: WatchRule.Signal = .errorRate
  ) throws -> WatchReport {
    var rule = WatchRule(name: "rule", signal: signal, severity: .warning, threshold: threshold)
    rule.periods = periods
    rule.datapoints = datapoints ?? periods
    let series = WatchSeries(signal: signal, subject: "web", objective: 500) {
      points.forEach($0)
    }
    let other = WatchSeries(signal: .databaseCPU, subject: "db") { points.forEach($0) }
    let reports = WatchHistory.reports([rule], series: [series, other], seed: 1)
    #expect(reports.count == 1)
    return try #require(reports.first)
  }

  private func minutes(_ report: WatchReport) -> [[Int?]] {
    func minute(_ time: SimTime) -> Int { Int(time.nanoseconds / 60_000_000_000) }
    return report.episodes.map { [minute($0.start), $0.end.map(minute)] }
  }

  @Test("One bad minute is seen a minute after its end, plus the alarm's phase")
  func oneMinute() throws {
    var points = [Double?](repeating: 1, count: 20)
    points[7] = 6
    let found = try report(points)
    // Minute 7 ends at 8; the balancer's metrics lag one more.
    #expect(minutes(found) == [[9, 10]])
    #expect(found.episodes[0].worst == 6)
    #expect(found.episodes[0].start.nanoseconds % 60_000_000_000 != 0)
    #expect(abs(found.seconds(until: .minute(20)) - 60) < 1e-6)
  }

  @Test("Five of five: four bad minutes are none, five are one, and a run's end is told")
  func fiveOfFive() throws {
    let four = [Double?](repeating: 1, count: 5) + [9, 9, 9, 9] + [Double?](repeating: 1, count: 5)
    #expect(try report(four, periods: 5).episodes.isEmpty)
    let open = [Double?](repeating: 1, count: 5) + [Double?](repeating: 9, count: 10)
    let found = try report(open, periods: 5)
    #expect(minutes(found) == [[11, nil]])
    // Evaluated in minutes 11 to 14 of a run that ends at 15, at a phase of less than a minute.
    let seconds = found.seconds(until: .minute(15))
    #expect(seconds > 180 && seconds <= 240)
  }

  @Test("The worst point of an alarm is of its minutes only, those after the last look included")
  func worst() throws {
    let closed: [Double?] = [90, 1, 1, 1, 7, 8, 9, 1, 1, 1, 80, 1, 1, 1]
    #expect(try report(closed, periods: 2).episodes.map(\.worst) == [9])
    let open: [Double?] = [90, 1, 1, 1, 7, 8, 9, 13, 12]
    #expect(try report(open, periods: 2).episodes.map(\.worst) == [13])
  }

  @Test("Minutes without a request wake nobody, and a gap ends nothing that the rest keeps up")
  func missing() throws {
    #expect(try report([Double?](repeating: nil, count: 30)).episodes.isEmpty)
    let points: [Double?] = [1, 1, 9, nil, 9, 9, nil, nil, nil, nil, nil, 1]
    let found = try report(points, periods: 1)
    // With a range of three points the newest real one decides.
    #expect(found.episodes.count == 1)
    #expect(minutes(found)[0][0] == 4)
  }

  @Test("The fast scan is the alarm's own evaluation", arguments: 1...200)
  func sameAsEvaluation(seed: UInt64) throws {
    var stream = RandomStream(seed: seed, component: "test", entity: "points")
    let periods = 1 + Int(stream.uniform() * 5)
    let datapoints = 1 + Int(stream.uniform() * Double(periods))
    let gap = seed.isMultiple(of: 2) ? 0.2 : 0
    let points = (0..<80).map { _ -> Double? in
      stream.uniform() < gap ? nil : stream.uniform() < 0.5 ? 9 : 1
    }
    let alarm = AlarmConfiguration(
      name: "rule", metric: .cpu, comparison: .greaterThanThreshold, threshold: 5,
      evaluationPeriods: periods, datapointsToAlarm: datapoints, treatMissingData: .notBreaching)
    var state = AlarmState.insufficientData
    var expected: [Int] = []
    for minute in 2..<80 {
      let end = minute - 1
      let next = alarm.evaluate(
        Array(points[max(0, end - alarm.evaluationRange)..<end]), previous: state
      ).state
      if next == .alarm, state != .alarm { expected.append(minute) }
      state = next
    }
    let found = try report(points, periods: periods, datapoints: datapoints)
    #expect(minutes(found).map { $0[0] } == expected)
  }

  @Test("Alarms without anything to watch are told, with what is missing")
  func unwatched() {
    let series = [WatchRule.Signal.p95Latency, .errorRate, .missingTasks, .databaseCPU].map {
      WatchSeries(signal: $0, subject: "x") { _ in }
    }
    let unwatched = WatchHistory.unwatched(WatchRule.plan, series: series)
    #expect(unwatched.map(\.name) == ["cache-hit-rate", "rds-storage"])
    #expect(unwatched.allSatisfy { $0.signal.needs != nil })
    let needed = WatchRule.plan.filter { $0.signal.needs != nil }
    #expect(needed.map(\.name) == ["rds-cpu", "cache-hit-rate", "rds-storage"])
  }

  @Test("A rule without a threshold takes the service's objective")
  func objective() throws {
    let found = try report([400, 600, 400, 400], threshold: nil, signal: .p95Latency)
    #expect(found.threshold == 500 && minutes(found) == [[3, nil]])
  }

  @Test("The plan's alarms of a run: slow, failing and with tasks missing under an overload")
  func overload() throws {
    var service = ServiceConfiguration(
      name: "web", cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: 1, maxTasks: 4,
      initialTasks: 1, demand: RequestDemand(cpu: .constant(0.01)))
    service.policies = [TargetTracking(metric: .cpu, target: 60)]
    service.timeouts.client = .seconds(10)
    service.lifeCycle.unhealthyThreshold = 0
    let profile = RateProfile(
      step: 60, expected: (0..<60).map { (10..<30).contains($0) ? 15_000 : 600 })
    let calendar = ControlSetup.calendar(seconds: 3600)
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane(configuration: service, profile: profile, seed: 1),
      calendar: calendar, seed: 1)
    let reports = WatchHistory.reports(
      WatchRule.plan, series: outcome.watchSeries, seed: 1)
    #expect(reports.map(\.rule.name) == ["error-rate", "p95-latency", "missing-tasks"])
    // New tasks run within half a minute: they are seldom missing when a minute ends.
    #expect(reports.prefix(2).allSatisfy { $0.episodes.count >= 1 })
    let first = try #require(reports[1].episodes.first)
    #expect(first.start >= .minute(12) && first.start < .minute(14))
  }

  @Test("Database CPU follows the minutes' requests, by hand")
  func databaseCPU() throws {
    let loads = [60, 6000, 0].map { requests in
      MinuteLoad(
        offered: requests, errors: ErrorCounts(), latency: nil, openMilliseconds: 0, cpuPercent: 1)
    }
    let counts = loads.map { _ in MinuteCounts(desired: 1, running: 1, healthy: 1) }
    let calendar = ControlSetup.calendar(seconds: 180)
    let outcome = ServiceOutcome(
      name: "web", offered: 6060, served: 6060, errors: ErrorCounts(), latency: nil,
      objectiveP95: .milliseconds(500), breachMinutes: 0, minRunning: 1, meanRunning: 1,
      maxRunning: 1, taskSeconds: 180, scaleOuts: 0, scaleIns: 0, activities: [],
      timeline: Timeline(
        loads: RowLog(loads), counts: RowLog(counts), published: RowLog([])),
      hourly: HourlyLoad(calendar: calendar), usage: UsageLedger(calendar: calendar))
    var database = DatabaseInstance(
      name: "db", region: "us-east-1", instanceClass: "db.r6g.xlarge", multiAZ: true,
      storageType: "gp3", storageBytes: 100 << 30)
    // Three queries of 10 ms for each request, on four processors.
    database.loads = [
      DatabaseLoad(
        queries: LoadVolume(
          perMonth: Decimal12(trillionths: 0), perRequest: Decimal12(trillionths: 3 * Decimal12.one)
        ),
        cpuPerQuery: .milliseconds(10))
    ]
    database.storage.dataBytes = 85 << 30
    let series = database.series(WatchedLoad([outcome], calendar: calendar))
    #expect(series.map(\.signal) == [.databaseCPU, .databaseStorage])
    var cpu: [Double] = []
    series[0].forEachPoint { cpu.append($0 ?? .nan) }
    #expect(cpu.count == 3)
    for (found, expected) in zip(cpu, [0.75, 75, 0]) { #expect(abs(found - expected) < 1e-9) }
    series[1].forEachPoint { #expect($0 == 85) }
  }
}

@Suite("Hit rate of a cache")
struct CacheContentTests {
  private func content(
    objects: Int64, fits: Int64, zipf: Double, life: SimDuration? = nil
  ) -> CacheContent {
    CacheContent(
      objects: objects, objectBytes: 1000, memoryBytes: fits * 1000, exponent: zipf,
      timeToLive: life, lookups: LoadVolume())
  }

  @Test("What fits is always found; evenly asked for, the share that fits is")
  func closedForms() throws {
    #expect(content(objects: 100, fits: 100, zipf: 1).hitRate(lookupsPerSecond: 5) == 100)
    let even = try #require(
      content(objects: 10_000, fits: 2500, zipf: 0).hitRate(lookupsPerSecond: 5))
    #expect(abs(even - 25) < 0.5)
    // One object, fetched anew every ten seconds: λT of λT + 1 lookups find it.
    let one = try #require(
      content(objects: 1, fits: 1, zipf: 1, life: .seconds(10)).hitRate(lookupsPerSecond: 0.3))
    #expect(abs(one - 75) < 1e-9)
    #expect(content(objects: 1, fits: 1, zipf: 1).hitRate(lookupsPerSecond: 0) == nil)
  }

  @Test(
    "A cache simulated lookup by lookup finds as much",
    arguments: [(0.8, 100), (1.0, 50), (1.2, 20)])
  func simulated(zipf: Double, fits: Int) throws {
    let objects = 1000
    var weights = (1...objects).map { pow(Double($0), -zipf) }
    let sum = weights.reduce(0, +)
    var running = 0.0
    for index in weights.indices {
      running += weights[index] / sum
      weights[index] = running
    }
    var stream = RandomStream(seed: 7, component: "test", entity: "lookups")
    var age = [Int](repeating: -1, count: objects)
    var inside: Set<Int> = []
    var found = 0
    let lookups = 60_000
    for lookup in 0..<lookups {
      let draw = stream.uniform()
      let object = weights.firstIndex { $0 > draw } ?? objects - 1
      if inside.contains(object) {
        if lookup >= 10_000 { found += 1 }
      } else {
        if inside.count == fits, let oldest = inside.min(by: { age[$0] < age[$1] }) {
          inside.remove(oldest)
        }
        inside.insert(object)
      }
      age[object] = lookup
    }
    let exact = try #require(
      content(objects: Int64(objects), fits: Int64(fits), zipf: zipf).hitRate(lookupsPerSecond: 10))
    #expect(abs(100 * Double(found) / Double(lookups - 10_000) - exact) < 1.5)
  }
}
