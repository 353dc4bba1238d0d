internal import Kernel
internal import Workload

/// The arrival instants of one service: a non-homogeneous Poisson process with a rate that is
/// constant within each step of the profile.
///
/// Gaps are carried across steps, so the process is exact whatever the step. Instants do not depend
/// on what the service does.
struct ArrivalStream {
  private let expected: [Double]
  private let stepSeconds: Double
  private let share: Double
  private var clock: PoissonClock
  private var step = 0

  /// - Parameter share: factor on the profile's expected arrivals.
  init(profile: RateProfile, share: Double, key: StreamKey) {
    expected = profile.expected
    stepSeconds = Double(profile.step)
    self.share = share
    clock = PoissonClock(key: key)
  }

  /// Writes the next `capacity` arrival instants, in seconds since the start of the period.
  ///
  /// - Returns: how many were written; fewer than `capacity` only at the end of the profile.
  mutating func fill(_ block: UnsafeMutablePointer<Double>, capacity: Int) -> Int {
    var written = 0
    while step < expected.count {
      let mass = expected[step] * share
      if clock.position < mass {
        let start = Double(step) * stepSeconds
        written += clock.fill(
          block + written, capacity: capacity - written, before: mass, start: start,
          end: start + stepSeconds, secondsPerArrival: stepSeconds / mass)
        if clock.position < mass { return written }
      }
      clock.advance(by: mass)
      step += 1
    }
    return written
  }
}
