internal import Glibc
internal import Kernel
internal import Workload

/// How long the connections of a service's clients last, and what opening one again asks for.
struct ConnectionDraws {
  private var lengths: DrawnValues
  private var demand: DrawnValues
  private var waits: DrawnValues
  /// Connections that were opened again.
  private(set) var reconnections: Int64 = 0
  /// What is left, in seconds, of the connections that are open when the period begins.
  private var initial: [Double] = []

  /// `nil` for a service whose requests open no connections.
  ///
  /// The period begins with as many open connections as the load of the profile's first step has in
  /// a steady state: a Poisson number of mean `rate × mean duration` (M/G/∞), each with what an
  /// inspection at random finds to be left of it.
  ///
  /// - Complexity: O(connections at the start).
  init?(
    _ configuration: ServiceConfiguration, profile: RateProfile, seed: UInt64, replication: UInt64
  ) {
    guard let connection = configuration.connection else { return nil }
    func key(_ component: String) -> StreamKey {
      StreamKey(
        seed: seed, replication: replication, component: component, entity: configuration.name)
    }
    lengths = DrawnValues(connection.duration, key: key("connection duration"))
    demand = DrawnValues(
      configuration.demand.cpu, scale: 1 / configuration.serverSpeed,
      key: key("reconnection demand"))
    waits = DrawnValues(configuration.demand.wait, key: key("reconnection wait"))
    var random = RandomStream(key("connections at the start"))
    let rate = profile.firstRate * configuration.share
    let count = random.poisson(mean: rate * connection.duration.mean)
    initial = (0..<count).map { _ in connection.duration.rest(&random) }
  }

  /// Seconds that the connection of the trace's next request is open.
  mutating func nextLength() -> Double { lengths.next() }

  /// What is left of the connections at the start, once.
  mutating func takeInitial() -> [Double] {
    defer { initial = [] }
    return initial
  }

  /// The request of a client whose connection was cut `left` seconds before it would have closed it.
  mutating func reconnect(_ left: Double, session: SessionID) -> FollowUp {
    reconnections += 1
    var request = FollowUp(
      test: FollowUp.trace, attempt: 0, service: demand.next(), wait: waits.next())
    request.connection = left
    request.session = session
    return request
  }
}

extension Variate {
  /// What is left of a duration that goes on at an instant drawn at random: a uniform share of one
  /// that is drawn in proportion to its length (the inspection paradox; Kleinrock, "Queueing Systems",
  /// volume 1, section 5.2).
  func rest(_ random: inout RandomStream) -> Double {
    let share = random.uniform()
    switch self {
    case .constant(let value): return share * value
    case .exponential(let mean): return mean * random.exponential()
    case .lognormal(let mean, let cv):
      // By its length a lognormal is one whose logarithm is a variance greater.
      let variance = Glibc.log(1 + cv * cv)
      let factor = random.lognormalFactor(sigma: variance.squareRoot())
      return share * mean * (1 + cv * cv).squareRoot() * factor
    }
  }
}
