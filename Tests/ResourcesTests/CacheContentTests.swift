import Foundation
import Kernel
import Resources
import Testing
import Units

@Suite("Hit rate of a cache")
struct CacheContentTests {
  private func content(
    objects: Int64, fits: Int64, zipf: Double, life: SimDuration? = nil
  ) -> CacheContent {
    CacheContent(
      objects: objects, objectBytes: 1000, memoryBytes: fits * 1000, exponent: zipf,
      timeToLive: life, lookups: LoadVolume())
  }

  @Test("What fits is always found; evenly asked for, the share that fits is")
  func closedForms() throws {
    #expect(content(objects: 100, fits: 100, zipf: 1).hitRate(lookupsPerSecond: 5) == 100)
    let even = try #require(
      content(objects: 10_000, fits: 2500, zipf: 0).hitRate(lookupsPerSecond: 5))
    #expect(abs(even - 25) < 0.5)
    // One object, fetched anew every ten seconds: λT of λT + 1 lookups find it.
    let one = try #require(
      content(objects: 1, fits: 1, zipf: 1, life: .seconds(10)).hitRate(lookupsPerSecond: 0.3))
    #expect(abs(one - 75) < 1e-9)
    #expect(content(objects: 1, fits: 1, zipf: 1).hitRate(lookupsPerSecond: 0) == nil)
  }

  @Test(
    "A cache simulated lookup by lookup finds as much",
    arguments: [(0.8, 100), (1.0, 50), (1.2, 20)])
  func simulated(zipf: Double, fits: Int) throws {
    let objects = 1000
    var weights = (1...objects).map { pow(Double($0), -zipf) }
    let sum = weights.reduce(0, +)
    var running = 0.0
    for index in weights.indices {
      running += weights[index] / sum
      weights[index] = running
    }
    var stream = RandomStream(seed: 7, component: "test", entity: "lookups")
    var age = [Int](repeating: -1, count: objects)
    var inside: Set<Int> = []
    var found = 0
    let lookups = 60_000
    for lookup in 0..<lookups {
      let draw = stream.uniform()
      let object = weights.firstIndex { $0 > draw } ?? objects - 1
      if inside.contains(object) {
        if lookup >= 10_000 { found += 1 }
      } else {
        if inside.count == fits, let oldest = inside.min(by: { age[$0] < age[$1] }) {
          inside.remove(oldest)
        }
        inside.insert(object)
      }
      age[object] = lookup
    }
    let exact = try #require(
      content(objects: Int64(objects), fits: Int64(fits), zipf: zipf).hitRate(lookupsPerSecond: 10))
    #expect(abs(100 * Double(found) / Double(lookups - 10_000) - exact) < 1.5)
  }
}
