import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Control plane: pods")
struct PodScalingTests {
  private static let metrics = [
    PodMetric(.cpu, target: 50), PodMetric(.requestsPerSecond, target: 20),
  ]

  @Test(
    "The metric that asks for most pods decides, and is named", arguments: PodSetup.Plane.allCases)
  func several(plane: PodSetup.Plane) throws {
    // 100 requests a second take a processor and so two pods by CPU; by their rate five.
    let load = [Double](repeating: 100, count: 30)
    let both = PodSetup.run(
      PodSetup.service(min: 1, KubernetesHPA(metrics: Self.metrics)), perSecond: load, on: plane)
    let cpu = PodSetup.run(
      PodSetup.service(min: 1, KubernetesHPA(target: 50)), perSecond: load, on: plane)
    #expect((5...6).contains(try #require(both.timeline.last).running))
    #expect((2...3).contains(try #require(cpu.timeline.last).running))
    #expect(
      both.activities.contains { $0.cause.contains("external metric requests_per_second above") })
    #expect(cpu.activities.allSatisfy { $0.cause.contains("cpu resource") })
    let arithmetic = both.activities.compactMap(\.arithmetic)
    #expect(arithmetic.contains { $0.hasPrefix("requests_per_second: ceil(") })
    #expect(cpu.activities.compactMap(\.arithmetic).allSatisfy { !$0.contains(":") })
  }

  @Test(
    "KEDA takes the last pods away after the cooldown, and brings one back at the next poll",
    arguments: PodSetup.Plane.allCases)
  func zero(plane: PodSetup.Plane) throws {
    var hpa = KubernetesHPA(metrics: Self.metrics)
    hpa.keda = KEDAScaler()
    let load =
      [Double](repeating: 10, count: 5) + [Double](repeating: 0, count: 15)
      + [Double](repeating: 10, count: 10)
    let outcome = PodSetup.run(PodSetup.service(min: 0, hpa), perSecond: load, on: plane)
    let keda = outcome.activities.filter { $0.policy == KEDAScaler.key }
    #expect(keda.map(\.toDesired) == [0, 1])
    // Load until 300 s: the poll at 300 is the last with requests in its window, so nothing is left
    // at 600 s. It returns at 1200 s, and the poll at 1230 sees it.
    #expect(keda.map(\.start.inSeconds) == [600, 1230])
    #expect(outcome.timeline[15].running == 0)
    #expect(outcome.timeline[29].running == 1)
    #expect(outcome.errors.unavailable > 250 && outcome.errors.unavailable < 500)
    #expect(outcome.minRunning == 0)
  }

  @Test("KEDA looks at its trigger as often, waits as long and minds as little as it is told")
  func ownPeriods() {
    var hpa = KubernetesHPA(metrics: Self.metrics)
    var keda = KEDAScaler()
    keda.pollingInterval = .seconds(10)
    keda.cooldownPeriod = .seconds(60)
    keda.activationThreshold = 20
    hpa.keda = keda
    let load =
      [Double](repeating: 30, count: 5) + [Double](repeating: 10, count: 15)
      + [Double](repeating: 30, count: 5)
    for plane in PodSetup.Plane.allCases {
      let outcome = PodSetup.run(PodSetup.service(min: 0, hpa), perSecond: load, on: plane)
      let changes = outcome.activities.filter { $0.policy == KEDAScaler.key }
      #expect(changes.map(\.toDesired) == [0, 1], "\(plane)")
      // Above 20 in the window that ends at 300 s, which the poll at 310 sees as well; and again from
      // 1200 s: in the window that ends at 1215, and so at the poll at 1220.
      #expect(changes.map(\.start.inSeconds) == [370, 1220], "\(plane)")
    }
  }

  @Test("Fewer pods than the minimum, set by hand, are the minimum again at the next poll")
  func setByHand() throws {
    func changes(min: Int) throws -> [ScalingActivity] {
      var hpa = KubernetesHPA(metrics: Self.metrics)
      hpa.keda = KEDAScaler()
      var service = PodSetup.service(min: min, hpa)
      service.desiredCountChanges = [
        DesiredCountChange(
          count: 0, schedule: try ScheduleExpression(text: "at(2026-12-01T00:02:10)"),
          clock: try #require(WallClock(identifier: "UTC")))
      ]
      return PodSetup.run(service, perSecond: [Double](repeating: 0, count: 4)).activities
    }
    let kept = try changes(min: 2)
    #expect(kept.map(\.toDesired) == [0, 2])
    #expect(kept.map(\.start.inSeconds) == [130, 150])
    #expect(try changes(min: 0).map(\.toDesired) == [0])
  }

  @Test("With a minimum KEDA leaves the pods alone")
  func minimum() {
    var hpa = KubernetesHPA(metrics: Self.metrics)
    hpa.keda = KEDAScaler()
    let load = [Double](repeating: 0, count: 30)
    let outcome = PodSetup.run(PodSetup.service(min: 2, hpa), perSecond: load)
    #expect(outcome.activities.isEmpty && outcome.minRunning == 2)
  }
}
