internal import Units
package import Workload

/// A load trace as `trace inspect` shows it.
package enum TracePage {
  /// Gaps beyond these are only counted; `TraceJSON` has all.
  private static let mostGaps = 10

  package static func lines(_ trace: LoadTrace, width: Int = 72, ascii: Bool = false) -> [String] {
    let facts = TraceInspection(trace)
    var lines = [
      "range      \(facts.start) to \(facts.end)",
      "step       \(SimDuration.seconds(facts.step)), \(facts.intervals) intervals",
      "gaps       \(facts.gapIntervals) intervals, \(rate(facts.gapHours)) h",
      "requests   \(facts.requests)",
      "rate       mean \(rate(facts.meanRate))/s",
    ]
    for (share, value) in facts.rateQuantiles {
      lines.append("           \(name(share)) \(rate(value))/s")
    }
    lines.append("busiest    \(facts.busiest)")
    lines += gaps(facts)
    lines += trace.notes.flatMap {
      wrapped("note       \($0.safeForTerminal)", indent: "           ")
    }
    lines.append(Sparkline.text(trace.counts.map { $0 }, width: width, ascii: ascii))
    return lines
  }

  private static func gaps(_ facts: TraceInspection) -> [String] {
    var lines = facts.gaps.prefix(mostGaps).map { gap in
      let hours = Double(gap.end.seconds(since: gap.start)) / 3600
      return "gap        \(gap.start) to \(gap.end), \(rate(hours)) h"
    }
    if facts.gaps.count > mostGaps {
      lines.append("           and \(facts.gaps.count - mostGaps) more; --format json lists all")
    }
    return lines
  }

  private static func name(_ share: Double) -> String {
    share == 0 ? "min " : share == 1 ? "max " : "p\(Int((share * 100).rounded())) "
  }

  /// Three decimals, half-even.
  private static func rate(_ value: Double) -> String {
    Decimal12(trillionths: Int128((value * 1e12).rounded())).rounded(decimals: 3)
  }
}
