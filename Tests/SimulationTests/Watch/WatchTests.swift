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
      plane: RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1),
      calendar: calendar, seed: 1)
    let reports = WatchHistory.reports(
      WatchRule.plan, series: outcome.watchSeries, seed: 1)
    #expect(reports.map(\.rule.name) == ["error-rate", "p95-latency", "missing-tasks"])
    // New tasks run within half a minute: they are seldom missing when a minute ends.
    #expect(reports.prefix(2).allSatisfy { $0.episodes.count >= 1 })
    let first = try #require(reports[1].episodes.first)
    #expect(first.start >= .minute(12) && first.start < .minute(14))
  }
}
