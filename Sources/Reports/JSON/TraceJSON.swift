internal import Units
package import Workload

/// A load trace at a glance, for programs: instants in ISO 8601, rates in requests per second.
package enum TraceJSON {
  package static func bytes(_ trace: LoadTrace) throws -> [UInt8] {
    try SnakeCaseJSON.bytes(Document(TraceInspection(trace), trace))
  }

  private struct Document: Encodable {
    let schemaVersion = 1
    let file: String
    let sha256: String
    let start: String
    let end: String
    let stepSeconds: Int64
    let intervals: Int
    let requests: Int64
    let meanRate: Double
    let rateQuantiles: [Quantile]
    let busiest: String
    let gapRule: String
    let gapIntervals: Int
    let gapHours: Double
    let gaps: [Gap]
    let notes: [String]

    init(_ facts: TraceInspection, _ trace: LoadTrace) {
      file = trace.name
      sha256 = "\(trace.sha256)"
      start = facts.start.description
      end = facts.end.description
      stepSeconds = facts.step
      intervals = facts.intervals
      requests = facts.requests
      meanRate = rounded(facts.meanRate)
      rateQuantiles = facts.rateQuantiles.map { Quantile(share: $0.share, rate: rounded($0.rate)) }
      busiest = facts.busiest.description
      gapRule = trace.gapRule.rawValue
      gapIntervals = facts.gapIntervals
      gapHours = rounded(facts.gapHours)
      gaps = facts.gaps.map { Gap(start: $0.start.description, end: $0.end.description) }
      notes = trace.notes
    }
  }

  private struct Quantile: Encodable {
    let share: Double
    let rate: Double
  }

  /// The end is excluded.
  private struct Gap: Encodable {
    let start: String
    let end: String
  }

  /// Six decimals.
  private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}
