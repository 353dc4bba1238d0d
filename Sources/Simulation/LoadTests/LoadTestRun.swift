internal import Kernel
internal import Units

/// A load test while it runs: what its requests ask for, and what its clients have seen.
final class LoadTestRun {
  let name: String
  let clients: Int
  let rtt: Double
  private let begins: Double
  private let ends: Double
  private let rampUp: Double
  var demand: DrawnValues
  var waits: DrawnValues
  var think: DrawnValues

  private var histogram = LatencyHistogram()
  private var requests: Int64 = 0
  private var errors: Int64 = 0
  private var measured: Int64 = 0
  private var latencySeconds = 0.0
  private var fastest = Double.infinity
  private var slowest = 0.0
  private var last: Double

  init(
    _ test: LoadTest, configuration: ServiceConfiguration, start: UTCTime?, seed: UInt64,
    replication: UInt64
  ) {
    func key(_ component: String) -> StreamKey {
      StreamKey(
        seed: seed, replication: replication, component: "load test \(component)",
        entity: "\(configuration.name)/\(test.name)")
    }
    func seconds(_ time: UTCTime?, or other: Double) -> Double {
      guard let time, let start else { return other }
      return Double(time.seconds(since: start))
    }
    name = test.name
    clients = test.clients
    rtt = test.rtt.inSeconds
    begins = max(0, seconds(test.from, or: 0))
    ends = seconds(test.until, or: .infinity)
    rampUp = test.rampUp.inSeconds
    last = begins
    demand = DrawnValues(
      configuration.demand.cpu, scale: 1 / configuration.serverSpeed, key: key("demand"))
    waits = DrawnValues(configuration.demand.wait, key: key("wait"))
    think = DrawnValues(test.thinkTime, key: key("think time"))
  }

  /// When the first request of a client reaches the load balancer; infinite for a client that joins
  /// after the test's end.
  func firstArrival(ofClient client: Int) -> Double {
    let sent = begins + rampUp * Double(client) / Double(clients)
    return sent < ends ? sent + rtt / 2 : .infinity
  }

  /// Whether a request that would arrive then has been sent before the end of the test.
  func sends(arrivingAt arrival: Double) -> Bool { arrival - rtt / 2 < ends }

  /// Counts a request whose client knows its outcome.
  ///
  /// - Parameter latency: seconds, the round trip included; `nil` for a request that was refused.
  func count(arrival: Double, latency: Double?, failed: Bool) {
    requests += 1
    if failed { errors += 1 }
    last = max(last, arrival - rtt / 2 + (latency ?? rtt))
    guard let latency else { return }
    measured += 1
    latencySeconds += latency
    histogram.record(latency)
    fastest = min(fastest, latency)
    slowest = max(slowest, latency)
  }

  /// A request that had been counted otherwise was cut off with its task.
  func recount(wasServed: Bool) { if wasServed { errors += 1 } }

  var outcome: LoadTestOutcome {
    let mean = measured > 0 ? latencySeconds / Double(measured) : 0
    return LoadTestOutcome(
      name: name, clients: clients, requests: requests, errors: errors, seconds: last - begins,
      latency: histogram.summary(meanSeconds: mean, longest: slowest),
      fastest: measured > 0 ? fastest * 1000 : 0, slowest: slowest * 1000)
  }
}
