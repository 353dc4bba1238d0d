internal import Glibc
internal import Kernel
internal import Scenarios
internal import Simulation
internal import Units
internal import Workload

extension Scenario {
  /// Throws where the load would have more sessions or connections live at one time than are kept.
  func checkBoundWork(_ profile: RateProfile) throws(InputError) {
    let sum = services.reduce(0) { $0 + $1.share }
    var problems: [Problem] = []
    for service in services {
      func check(_ key: String, _ things: String, perRequest: Double, meanSeconds: Double) {
        let most = profile.mostLive(
          perRequest: perRequest * service.share / sum, meanSeconds: meanSeconds)
        guard most > BoundWorkLimit.live else { return }
        problems.append(
          Problem(
            file: name,
            message:
              "services.\(service.name).request.\(key) would have \(Int64(most)) \(things) at"
              + " one time under this load; at most \(Int64(BoundWorkLimit.live)) are allowed"))
      }
      if let sticky = service.stickiness {
        check(
          "stickiness", "sessions", perRequest: sticky.newShare, meanSeconds: sticky.meanSeconds)
      }
      if let connection = service.connection {
        check(
          "connection", "open connections", perRequest: 1, meanSeconds: connection.duration.mean)
      }
    }
    guard problems.isEmpty else { throw .invalid(problems) }
  }
}

enum BoundWorkLimit {
  /// Sessions or connections of a service, of some 50 bytes each.
  static let live = 10_000_000.0
}

extension RateProfile {
  /// The most that live at one time in the mean, of what begins with so many for each request and
  /// lives for an exponential time: n′ = rate − n ÷ mean, from its steady state under the first step.
  func mostLive(perRequest: Double, meanSeconds: Double) -> Double {
    guard let first = expected.first, meanSeconds > 0 else { return 0 }
    let kept = Glibc.exp(-Double(step) / meanSeconds)
    let perExpected = perRequest * meanSeconds / Double(step)
    var live = first * perExpected
    var most = live
    for arrivals in expected {
      live = live * kept + arrivals * perExpected * (1 - kept)
      most = max(most, live)
    }
    return most
  }
}
