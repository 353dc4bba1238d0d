import Foundation
import TestSupport
import Testing
import Units
import Workload

@Suite("The bundled load traces")
struct BundledTraceTests {
  @Test("production-2026-12 is, byte for byte, what its recorded command makes")
  func fresh() throws {
    let period = try #require(Period(text: "2026-12"))
    var synthesis = TraceSynthesis(period: period, step: 60, requests: 380_000_000, seed: 1)
    synthesis.navPeak = 1.25
    let path = Places.root + "/data/traces/production-2026-12.csv"
    let shipped = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(shipped == synthesis.csv())
    let record = try String(
      contentsOfFile: Places.root + "/data/traces/README.md", encoding: .utf8)
    #expect(
      record.contains(
        "`tosscost trace synthesize --period 2026-12 --step 60s --requests 380000000 --seed 1 "
          + "--nav-peak 1.25 --output data/traces/production-2026-12.csv`"))
  }
}
