internal import Workload

/// Where a run is in the load profile, and how many requests a second the service is sent there.
struct ProfileCursor {
  /// Requests of the whole system in each step.
  private let expected: [Double]
  private let stepNanoseconds: Int64
  private let share: Double
  /// The service's share of the load, over the seconds of a step.
  private let sharePerSecond: Double
  private var step = 0
  /// Where the present step ends, in nanoseconds since the start; 0 before the first one.
  private(set) var end: Int64 = 0
  /// Requests a second to the service in the present step.
  private(set) var rate = 0.0

  /// - Parameter share: the service's part of the whole system's load.
  init(_ profile: RateProfile, share: Double) {
    expected = profile.expected
    stepNanoseconds = profile.step * 1_000_000_000
    self.share = share
    sharePerSecond = share / Double(profile.step)
  }

  /// Moves to the step that begins at `end`; no load is left after the last one.
  mutating func next() {
    let count = step < expected.count ? expected[step] : 0
    step += 1
    end += stepNanoseconds
    rate = count * sharePerSecond
  }

  /// Requests to the service up to an instant, by the profile alone.
  ///
  /// - Parameter instant: in nanoseconds since the start.
  /// - Complexity: O(steps), a few thousand of them a microsecond.
  func requests(upTo instant: Int64) -> Double {
    let (whole, part) = instant.quotientAndRemainder(dividingBy: stepNanoseconds)
    let steps = min(Int(whole), expected.count)
    let lanes = SIMD8<Double>.scalarCount
    var sums = SIMD8<Double>(repeating: 0)
    for first in stride(from: 0, to: steps / lanes * lanes, by: lanes) {
      for lane in 0..<lanes { sums[lane] += expected[first + lane] }
    }
    var sum = sums.sum() + expected[(steps / lanes * lanes)..<steps].reduce(0, +)
    if steps < expected.count { sum += expected[steps] * Double(part) / Double(stepNanoseconds) }
    return sum * share
  }
}
