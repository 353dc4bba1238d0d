import Autoscaling
import Ledger
import Simulation
import Synchronization
import Testing
import Units

@Suite("Control plane: predictive scaling")
struct PredictiveRunTests {
  /// A forecaster with a fixed answer that remembers what it was shown.
  private final class Oracle: LoadForecaster {
    struct Question {
      let history: [Double?]
      let start: UTCTime
    }

    private let questions = Mutex<[Question]>([])
    private let answer: @Sendable (_ hour: Int64) -> Double

    /// - Parameter answer: the load of the clock hour with that number since the epoch.
    init(_ answer: @escaping @Sendable (Int64) -> Double) { self.answer = answer }

    var asked: [Question] { questions.withLock { $0 } }

    func forecast(_ history: [Double?], from start: UTCTime, hours: Int) -> [Double]? {
      questions.withLock { $0.append(Question(history: history, start: start)) }
      let first = start.secondsSinceEpoch / 3600 + Int64(history.count)
      return (0..<hours).map { answer(first + Int64($0)) }
    }
  }

  private static let firstHour: Int64 = 1_796_083_200 / 3600

  private func service(
    _ edit: (inout PredictiveScaling) -> Void = { _ in }, beside: [any ScalingPolicy] = []
  ) -> ServiceConfiguration {
    var policy = PredictiveScaling(metric: .cpu, target: 50)
    policy.mode = .forecastAndScale
    edit(&policy)
    return ControlSetup.withoutDelays(
      ControlSetup.service(min: 1, max: 10, initial: 2, policies: beside + [policy]))
  }

  private func run(
    _ service: ServiceConfiguration, _ oracle: Oracle, before: Int = 24, hours: Int64 = 12,
    minute: Int64 = 0, metric: @escaping (Int, Int) -> Double?
  ) -> ServiceOutcome {
    ServiceSimulation.run(
      configuration: service, plane: RecordedPlane(metric: metric),
      calendar: ControlSetup.calendar(minute: minute, seconds: hours * 3600), seed: 1,
      forecasts: ForecastSource(
        forecaster: oracle, requests: Array(repeating: 3600, count: before)))
  }

  @Test("Capacity comes the buffer before its hour, once", arguments: [0, 300, 3600])
  func buffer(seconds: Int64) throws {
    // Six tasks from 05:00 on.
    let oracle = Oracle { $0 >= Self.firstHour + 5 ? 300 : 50 }
    let outcome = run(
      service { $0.schedulingBufferTime = .seconds(seconds) }, oracle, metric: { _, _ in 30 })
    let changes = outcome.activities
    #expect(changes.count == 1)
    let change = try #require(changes.first)
    #expect(change.start == .minute(300) - .seconds(seconds))
    #expect(change.fromDesired == 2 && change.toDesired == 6)
    #expect(change.policy == "cpu-predictive-scaling")
    #expect(
      change.cause == "predictive scaling policy cpu-predictive-scaling forecast a capacity of 6"
        + " at 2026-12-01T05:00:00Z")
    let figures = try #require(outcome.predictive.first)
    #expect(figures.greatestCapacity == 6 && figures.forecasts == 2 && figures.hours == 12)
  }

  @Test("Forecasts come every six hours and know only what has been")
  func causality() throws {
    let oracle = Oracle { _ in 60 }
    // CPU tells the hour that it was measured in; two tasks run all the time.
    let outcome = run(
      service(), oracle, before: 400, hours: 20, metric: { minute, _ in Double(minute / 60) })
    #expect(outcome.activities.isEmpty)
    let asked = oracle.asked
    #expect(asked.count == 4)
    for (index, question) in asked.enumerated() {
      #expect(question.history.count == 14 * 24)
      #expect(
        question.start.secondsSinceEpoch
          == (Self.firstHour + Int64(6 * index) - 14 * 24) * 3600)
      let measured = question.history.suffix(6 * index).map { $0 ?? -1 }
      #expect(measured == (0..<6 * index).map { Double(2 * $0) })
    }
    // 3,600 requests an hour of 0.01 vCPU-seconds at a quarter vCPU: 4 % of a task.
    #expect(abs((asked[0].history[0] ?? 0) - 4) < 1e-9)
  }

  @Test("A day of history is needed; the run's own hours count")
  func history() throws {
    let oracle = Oracle { _ in 300 }
    let outcome = run(service(), oracle, before: 17, hours: 20, metric: { _, _ in 30 })
    #expect(outcome.activities.first?.notScaledReason == .insufficientHistory)
    let change = try #require(outcome.activities.first { $0.toDesired > 2 })
    // 17 and 6 hours are too few; with 12 it acts for the next hour, 13:00.
    #expect(change.start == .minute(13 * 60 - 5))
    #expect(oracle.asked.map(\.history.count) == [29, 35])
  }

  @Test("A period that starts within an hour leaves that hour out")
  func partialHour() {
    let oracle = Oracle { _ in 60 }
    _ = run(service(), oracle, before: 24, hours: 7, minute: 30, metric: { _, _ in 30 })
    #expect(oracle.asked.count == 2)
    let history = oracle.asked[1].history
    #expect(history.count == 30 && history[24] == nil)
    #expect(history.suffix(5).allSatisfy { $0 == 60 })
  }

  @Test("It holds a scale-in up, and lets it go when its hour is over")
  func floor() throws {
    let oracle = Oracle { $0 < Self.firstHour + 3 ? 250 : 50 }
    var tracking = TargetTracking(metric: .cpu, target: 50)
    tracking.scaleInStep = .unlimited
    tracking.scaleInCooldown = .zero
    let outcome = run(service(beside: [tracking]), oracle, metric: { _, _ in 5 })
    #expect(outcome.activities.first?.toDesired == 5)
    #expect(outcome.activities.contains { $0.notScaledReason == .predictedCapacity })
    let down = try #require(outcome.activities.first { $0.toDesired < $0.fromDesired })
    #expect(down.start >= .minute(180) && down.start <= .minute(181))
    #expect(outcome.timeline[170].desired == 5 && outcome.timeline[200].desired == 1)
  }

  @Test("A larger count of another policy stays: the final one is the largest")
  func beside() {
    let oracle = Oracle { _ in 200 }
    let outcome = run(
      service(beside: [TargetTracking(metric: .cpu, target: 50)]), oracle,
      metric: { _, _ in 90 })
    #expect(outcome.timeline.last?.desired == 10)
    #expect(outcome.activities.filter { $0.policy == "cpu-predictive-scaling" }.count == 1)
  }

  @Test("A forecast of 20 stops at the maximum of 10, or raises it to 22 for good")
  func maximum() throws {
    let oracle = Oracle { $0 == Self.firstHour + 2 ? 1000 : 50 }
    let honored = run(service(), oracle, metric: { _, _ in 30 })
    #expect(honored.timeline.map(\.desired).max() == 10)
    let raised = run(
      service {
        $0.maxCapacityBreachBehavior = .increaseMaxCapacity
        $0.maxCapacityBuffer = 10
      }, oracle, metric: { _, _ in 30 })
    #expect(raised.timeline.map(\.desired).max() == 20)
    let note = try #require(raised.activities.first)
    #expect(
      note.cause == "maximum capacity was set to 22 by predictive scaling policy"
        + " cpu-predictive-scaling")
    #expect(note.status == .successful && note.fromDesired == note.toDesired)
  }

  @Test("ForecastOnly changes nothing and says what it would have done")
  func forecastOnly() throws {
    let oracle = Oracle { $0 == Self.firstHour + 2 ? 300 : 50 }
    let outcome = run(service { $0.mode = .forecastOnly }, oracle, metric: { _, _ in 30 })
    #expect(outcome.activities.map(\.notScaledReason) == [.forecastOnly])
    #expect(outcome.timeline.allSatisfy { $0.desired == 2 })
    // 50 was forecast and 60 measured, but for one hour of 300.
    let figures = try #require(outcome.predictive.first)
    let error = try #require(figures.relativeError)
    #expect(abs(error - (11 * 10 + 240) / 720) < 1e-9)
  }

  @Test("Load of the three metric pairs is their total over the tasks")
  func pairs() throws {
    for (metric, total) in [
      (ScalingMetric.cpu, 40.0), (.memory, 40), (.requestCountPerTarget, 40),
    ] {
      var service = service()
      service.memoryUse.perRequest = 1
      var policy = PredictiveScaling(metric: metric, target: 50)
      policy.mode = .forecastAndScale
      service.policies = [policy]
      let oracle = Oracle { _ in 60 }
      _ = run(service, oracle, hours: 7, metric: { _, _ in 20 })
      #expect(oracle.asked[1].history.suffix(6).allSatisfy { $0 == total })
    }
  }
}
