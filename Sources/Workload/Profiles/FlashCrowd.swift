internal import Foundation
package import Units

/// A sudden crowd on top of a trace: a launch, a broadcast, a market shock.
///
/// The factor on the load rises in a straight line from 1 to `factor` within `rise` and falls back
/// with a half-life, the shape that popular events leave in logs: steep up, slow down.
package struct FlashCrowd: Sendable, Hashable {
  package var start: UTCTime
  package var factor: Decimal12
  package var rise: SimDuration
  package var halfLife: SimDuration

  package init(start: UTCTime, factor: Decimal12, rise: SimDuration, halfLife: SimDuration) {
    self.start = start
    self.factor = factor
    self.rise = rise
    self.halfLife = halfLife
  }

  /// The factor `seconds` after the start; 1 before it.
  package func factor(after seconds: Double) -> Double {
    guard seconds > 0 else { return 1 }
    let peak = Double(factor.trillionths) / Double(Decimal12.one)
    if seconds < rise.inSeconds { return 1 + (peak - 1) * seconds / rise.inSeconds }
    return 1 + (peak - 1) * exp2(-(seconds - rise.inSeconds) / halfLife.inSeconds)
  }
}

extension LoadTrace {
  /// The trace with a crowd on it; each interval takes the factor of its middle.
  ///
  /// - Throws: `InputError.invalid` when the crowd starts outside the trace, or makes an interval
  ///   hold more than `maximumCount` requests.
  package func with(_ crowd: FlashCrowd) throws(InputError) -> LoadTrace {
    guard start <= crowd.start, crowd.start < end else {
      throw Self.crowdError("starts at \(crowd.start), outside \(name), \(start)/\(end)")
    }
    let first = Double(start.seconds(since: crowd.start)) + Double(step) / 2
    let crowded = counts.enumerated().map { index, count in
      count * crowd.factor(after: first + Double(index) * Double(step))
    }
    if let largest = crowded.max(), largest > Self.maximumCount {
      throw Self.crowdError(
        "makes an interval of \(name) hold more than 100,000,000,000 requests, the most that is "
          + "allowed")
    }
    return LoadTrace(
      name: name, start: start, step: step, counts: crowded, gaps: gaps, gapRule: gapRule,
      notes: notes, sha256: sha256)
  }

  private static func crowdError(_ message: String) -> InputError {
    .invalid([Problem(file: "trace.flash_crowd", message: "the flash crowd " + message)])
  }
}
