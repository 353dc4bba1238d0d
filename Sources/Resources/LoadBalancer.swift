package import Ledger
package import Units

/// An Application Load Balancer: its hours and the four dimensions of capacity units.
///
/// For each hour, with `requests` and their `open` time in milliseconds from the load:
/// - new connections: requests ÷ requests per connection;
/// - active connection minutes: (open + new connections × idle time) ÷ 60,000, rounded up: a
///   connection is open while it serves a request and idle until the client's keep-alive ends;
/// - processed bytes: requests × (request + response bytes); those of Lambda targets apart, since a
///   capacity unit holds fewer of them;
/// - rule evaluations: requests × (rules − 10), since the first ten rules are free.
///
/// Source: prices reference section 1, "ALB".
package struct LoadBalancer: UsageSource, Hashable {
  package var name: String
  package var region: String
  /// At least 1.
  package var requestsPerConnection: Decimal12
  /// Time that a connection stays open and idle, in sum.
  package var keepAlive: SimDuration
  package var requestBytes: Int64
  package var responseBytes: Int64
  /// Rules that a request is checked against.
  package var rules: Int64
  /// Bytes to and from Lambda targets, beside the services'.
  package var lambdaBytes: LoadVolume = LoadVolume()

  package init(
    name: String, region: String, requestsPerConnection: Decimal12, keepAlive: SimDuration,
    requestBytes: Int64, responseBytes: Int64, rules: Int64
  ) {
    self.name = name
    self.region = region
    self.requestsPerConnection = requestsPerConnection
    self.keepAlive = keepAlive
    self.requestBytes = requestBytes
    self.responseBytes = responseBytes
    self.rules = rules
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItemHours(1, to: key(.albHours))
    ledger.addVolume(lambdaBytes, load: load, to: key(.albLambdaBytes))
    let hours = load.total.requests
    let connections = newConnections(hours)
    ledger.add(connections, to: key(.albNewConnections))
    let idle = keepAlive.nanoseconds / 1_000_000
    let open = zip(load.total.openMilliseconds, connections).map { open, connections in
      (open + connections * idle).ceilingDivided(by: 60_000)
    }
    ledger.add(open, to: key(.albActiveConnectionMinutes))
    let bytes = Int128(requestBytes + responseBytes)
    ledger.add(hours.map { Int64(clamping: Int128($0) * bytes) }, to: key(.albProcessedBytes))
    let charged = max(0, rules - Self.freeRules)
    ledger.add(hours.map { $0 * charged }, to: key(.albRuleEvaluations))
  }

  private static let freeRules: Int64 = 10

  /// New connections in each hour, from a running total.
  private func newConnections(_ hours: [Int64]) -> [Int64] {
    var requests: Int128 = 0
    var before: Int128 = 0
    return hours.map { count in
      requests += Int128(count)
      let total = connectionTotal(after: requests)
      defer { before = total }
      return Int64(clamping: total - before)
    }
  }

  /// ⌊requests ÷ requests per connection⌋: a running total, so that no connection is lost.
  private func connectionTotal(after requests: Int128) -> Int128 {
    (requests * Decimal12.one).floorDivided(by: requestsPerConnection.trillionths)
  }

  private func key(_ meter: MeterID) -> MeterKey {
    MeterKey(meter, resource: name, region: region)
  }
}
