import Autoscaling
import Testing
import Units

@Suite("Pod autoscaler on several metrics, and KEDA")
struct PodMetricTests {
  private static let hpa = KubernetesHPA(metrics: [
    PodMetric(.cpu, target: 50), PodMetric(.requestsPerSecond, target: 20),
  ])

  @Test("A value of the whole service is shared evenly, nothing within ten percent")
  func total() {
    func pods(_ total: Double, current: Int) -> Int {
      Self.hpa.recommendation(current: current, total: total, target: 20)
    }
    #expect(pods(100, current: 2) == 5)
    #expect(pods(101, current: 2) == 6)
    #expect(pods(65.9, current: 3) == 3)
    #expect(pods(66.1, current: 3) == 4)
    #expect(pods(54.1, current: 3) == 3)
    #expect(pods(53.9, current: 3) == 3)
    #expect(pods(39, current: 3) == 2)
    #expect(pods(0, current: 3) == 0)
  }

  @Test("The metric that asks for most decides; one without a value keeps the others from fewer")
  func decision() throws {
    let hpa = Self.hpa
    let most = try #require(hpa.decide(current: 4, [6, 9]))
    #expect(most == (metric: 1, pods: 9))
    let fewer = try #require(hpa.decide(current: 4, [2, 3]))
    #expect(fewer == (metric: 1, pods: 3))
    #expect(try #require(hpa.decide(current: 4, [6, nil])) == (metric: 0, pods: 6))
    #expect(try #require(hpa.decide(current: 4, [4, nil])) == (metric: 0, pods: 4))
    #expect(hpa.decide(current: 4, [3, nil]) == nil)
    #expect(hpa.decide(current: 4, [nil, nil]) == nil)
  }

  @Test("Without behavior an older, higher recommendation is still on its way")
  func window() {
    var hpa = KubernetesHPA(target: 50)
    func next(_ recommendation: Int, highest: Int) -> Int {
      hpa.next(
        current: 4, recommendation: recommendation, highest: highest, oldest: 4, bounds: 1...20)
    }
    #expect(next(5, highest: 9) == 5)
    #expect(next(3, highest: 9) == 4)
    hpa.hasBehavior = false
    #expect(next(5, highest: 9) == 8)
    #expect(next(3, highest: 6) == 6)
    #expect(next(3, highest: 3) == 3)
  }

  @Test("KEDA decides from none to one and from one to none, and nothing between")
  func keda() {
    var keda = KEDAScaler()
    func next(_ current: Int, _ value: Double?, idle: Int64, fewest: Int = 0) -> Int? {
      keda.next(current: current, fewest: fewest, value: value, idle: .seconds(idle))
    }
    #expect(next(0, 0.1, idle: 600) == 1)
    #expect(next(0, 0, idle: 600) == nil)
    #expect(next(0, nil, idle: 600) == nil)
    #expect(next(3, 0.1, idle: 0) == nil)
    #expect(next(3, 0, idle: 299) == nil)
    #expect(next(3, 0, idle: 300) == 0)
    #expect(next(3, 0, idle: 300, fewest: 2) == nil)
    #expect(next(0, 5, idle: 0, fewest: 2) == 2)
    // Fewer than the minimum without load: KEDA sets the minimum.
    #expect(next(0, 0, idle: 0, fewest: 2) == 2)
    #expect(next(1, 0, idle: 600, fewest: 2) == 2)
    keda.activationThreshold = 5
    #expect(next(0, 5, idle: 0) == nil)
    #expect(next(0, 5.1, idle: 0) == 1)
    #expect(next(3, 5, idle: 300) == 0)
  }
}
