package import Ledger
package import Units

/// An Application Load Balancer: its hours and the four dimensions of capacity units.
///
/// For each hour, with `requests` and their `open` time in milliseconds from the load:
/// - new connections: requests ÷ requests per connection;
/// - active connection minutes: (open + new connections × idle time) ÷ 60,000, rounded up: a
///   connection is open while it serves a request and idle until the client's keep-alive ends;
/// - processed bytes: requests × (request + response bytes);
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
    let calendar = ledger.calendar
    let freeRules: Int64 = 10
    var requestsBefore: Int128 = 0
    for hour in 0..<calendar.hourCount {
      let requests = load.total.requests[hour]
      let requestsAfter = requestsBefore + Int128(requests)
      let connections = Int64(
        clamping: connectionTotal(after: requestsAfter) - connectionTotal(after: requestsBefore))
      requestsBefore = requestsAfter
      let idle = connections * (keepAlive.nanoseconds / 1_000_000)
      let open = load.total.openMilliseconds[hour] + idle
      ledger.add(connections, to: key(.albNewConnections), hour: hour)
      ledger.add(
        open.ceilingDivided(by: 60_000), to: key(.albActiveConnectionMinutes), hour: hour)
      let bytes = Int128(requests) * Int128(requestBytes + responseBytes)
      ledger.add(Int64(clamping: bytes), to: key(.albProcessedBytes), hour: hour)
      ledger.add(requests * max(0, rules - freeRules), to: key(.albRuleEvaluations), hour: hour)
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
