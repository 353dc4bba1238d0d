import Autoscaling
import Simulation
import Testing
import Units

/// Values of a pod autoscaler's metrics in a run: there, missing, and old.
@Suite("Control plane: values of pod metrics")
struct PodMetricValueTests {
  @Test("Memory that no pod can share scales to the maximum; little of it, to one pod")
  func memory() throws {
    func run(base: Double, plane: PodSetup.Plane) -> ServiceOutcome {
      var service = PodSetup.service(
        min: 1, initial: 2, KubernetesHPA(metrics: [PodMetric(.memory, target: 50)]))
      service.memoryUse.base = base
      return PodSetup.run(service, perSecond: [Double](repeating: 5, count: 15), on: plane)
    }
    for plane in PodSetup.Plane.allCases {
      // 60 % of the 512 MB are 1.2 times the target: ceil(2 × 1.2) = 3, and so on.
      let much = run(base: 307.2, plane: plane)
      #expect(much.activities.map(\.toDesired).first == 3)
      #expect(try #require(much.timeline.last).running == 10)
      #expect(much.activities.allSatisfy { $0.cause.hasPrefix("memory resource utilization") })
      // 20 %: ceil(2 × 0.4) = 1, once the count of the start is five minutes old.
      let little = run(base: 102.4, plane: plane)
      #expect(little.activities.map(\.toDesired) == [1])
      #expect(little.activities.map(\.start.inSeconds) == [300])
    }
  }

  @Test("A metric without a value keeps the others from fewer pods")
  func missing() {
    func last(_ metrics: [PodMetric], cpu: Double?) -> Int? {
      let service = PodSetup.service(min: 1, initial: 4, KubernetesHPA(metrics: metrics))
      // No requests, so their rate asks for the minimum.
      return ControlSetup.run(service, RecordedPlane { _, _ in cpu }, minutes: 20)
        .activities.last?.toDesired
    }
    let cpu = PodMetric(.cpu, target: 50)
    let rate = PodMetric(.requestsPerSecond, target: 20)
    #expect(last([rate], cpu: nil) == 1)
    #expect(last([cpu, rate], cpu: 1) == 1)
    #expect(last([cpu, rate], cpu: nil) == nil)
  }

  @Test("A metric without a value lets another scale up: a rate, before the first pod has CPU")
  func missingAbove() {
    var hpa = KubernetesHPA(metrics: [
      PodMetric(.cpu, target: 50), PodMetric(.requestsPerSecond, target: 20),
    ])
    hpa.keda = KEDAScaler()
    var service = PodSetup.service(min: 0, initial: 0, hpa)
    service.lifeCycle.provisioning = .seconds(60)
    for plane in PodSetup.Plane.allCases {
      let outcome = PodSetup.run(service, perSecond: [0, 100, 100, 100], on: plane)
      // The poll at 90 s is the first with requests in its window; the next sync asks for
      // ceil(100 / 20), or one more where some more came.
      let ups = outcome.activities.prefix(2)
      #expect(ups.map(\.start.inSeconds) == [90, 105], "\(plane)")
      #expect(ups.map(\.fromDesired) == [0, 1])
      #expect(ups.last.map { (4...5).contains($0.toDesired) } == true)
    }
  }

  @Test("Where no pod is ready CPU has no value, and recommends nothing that could hold later")
  func noneReady() throws {
    var service = PodSetup.service(min: 1, initial: 0, KubernetesHPA(target: 50))
    service.lifeCycle.applicationBoot = .minutes(10)
    service.desiredCountChanges = [
      DesiredCountChange(
        count: 4, schedule: try ScheduleExpression(text: "at(2026-12-01T00:01:00)"),
        clock: try #require(WallClock(identifier: "UTC")))
    ]
    let outcome = PodSetup.run(service, perSecond: [Double](repeating: 0, count: 20))
    // RUNNING at 65 s, ready at 665 s: the next sync sees four idle pods, and nothing in the last five
    // minutes that asked for more.
    #expect(outcome.activities.map(\.toDesired) == [4, 1])
    #expect(outcome.activities.map(\.start) == [.minute(1), .start + .seconds(675)])
  }

  @Test("Metrics every 60 s are seen that much later than every 15 s")
  func resolution() throws {
    func first(_ resolution: SimDuration) throws -> SimTime {
      var hpa = KubernetesHPA(metrics: [PodMetric(.requestsPerSecond, target: 20)])
      hpa.metricResolution = resolution
      var load = [Double](repeating: 10, count: 4)
      load.append(contentsOf: [Double](repeating: 60, count: 4))
      let outcome = PodSetup.run(PodSetup.service(min: 1, hpa), perSecond: load)
      let up = try #require(outcome.activities.first)
      #expect(up.toDesired >= 3)
      return up.start
    }
    // More requests from 240 s on.
    #expect(try first(.seconds(15)) == .start + .seconds(255))
    #expect(try first(.seconds(60)) == .start + .seconds(300))
  }

  @Test("CPU is of the pods that the metric's window is about, however long the window")
  func sparseCPU() throws {
    var hpa = KubernetesHPA(target: 50)
    hpa.metricResolution = .seconds(60)
    let service = PodSetup.service(min: 1, initial: 2, hpa)
    for plane in PodSetup.Plane.allCases {
      // A processor's worth of requests takes two pods at 50 % and is left alone.
      let outcome = PodSetup.run(
        service, perSecond: [Double](repeating: 100, count: 15), on: plane)
      #expect(outcome.activities.isEmpty, "\(plane)")
    }
  }
}
