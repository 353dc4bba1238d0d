import Ledger
import Resources
import Testing
import Units

@Suite("Metrics of resources, minute by minute")
struct ResourceMetricTests {
  /// Load of a service with these requests in each minute of three.
  private func load(_ requests: [Int64]) throws -> MinutelyLoad {
    let period = try #require(Period(text: "2026-12-01T00:00:00Z/2026-12-01T00:03:00Z"))
    return MinutelyLoad(
      services: [(name: "web", requests: { AnyIterator(requests.makeIterator()) })], minutes: 3,
      calendar: LedgerCalendar(period: period))
  }

  @Test("Database CPU follows the minutes' requests, by hand")
  func databaseCPU() throws {
    var database = DatabaseInstance(
      name: "db", region: "us-east-1", instanceClass: "db.r6g.xlarge", multiAZ: true,
      storageType: "gp3", storageBytes: 100 << 30)
    // Three queries of 10 ms for each request, on four processors.
    database.loads = [
      DatabaseLoad(
        queries: LoadVolume(
          perMonth: Decimal12(trillionths: 0), perRequest: Decimal12(trillionths: 3 * Decimal12.one)
        ),
        cpuPerQuery: .milliseconds(10))
    ]
    database.storage.dataBytes = 85 << 30
    let metrics = database.metrics(try load([60, 6000, 0]))
    #expect(metrics.map(\.quantity) == [.databaseCPU, .databaseStorage])
    #expect(metrics.map(\.resource) == ["db", "db"])
    var cpu: [Double] = []
    metrics[0].pass { cpu.append($0 ?? .nan) }
    #expect(cpu.count == 3)
    for (found, expected) in zip(cpu, [0.75, 75, 0]) { #expect(abs(found - expected) < 1e-9) }
    metrics[1].pass { #expect($0 == 85) }
  }
}
