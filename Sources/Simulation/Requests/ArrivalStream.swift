internal import Kernel
internal import Workload

/// The arrival instants of one service: a non-homogeneous Poisson process with a rate that is
/// constant within each step of the profile.
///
/// Unit-rate exponential gaps are laid along the cumulated expected number of arrivals and mapped
/// back to time (time change of a Poisson process; Lewis and Shedler 1979), carried across steps, so
/// the process is exact whatever the step. Instants do not depend on what the service does.
struct ArrivalStream {
  private let expected: [Double]
  private let stepSeconds: Double
  private let share: Double
  private var random: RandomLanes
  /// Unit exponentials drawn ahead, and how many of them are used.
  private var gaps: [Double]
  private var usedGaps: Int
  /// The current step, and the next arrival's distance from its start in expected arrivals.
  private var step = 0
  private var position: Double

  /// - Parameter share: factor on the profile's expected arrivals.
  init(profile: RateProfile, share: Double, key: StreamKey) {
    expected = profile.expected
    stepSeconds = Double(profile.step)
    self.share = share
    random = RandomLanes(key)
    gaps = [Double](repeating: 0, count: 512)
    usedGaps = gaps.count
    position = 0
    position = nextGap()
  }

  /// Writes the next `capacity` arrival instants, in seconds since the start of the period.
  ///
  /// - Returns: how many were written; fewer than `capacity` only at the end of the profile.
  mutating func fill(_ block: UnsafeMutablePointer<Double>, capacity: Int) -> Int {
    var written = 0
    while step < expected.count {
      let mass = expected[step] * share
      if position < mass {
        let start = Double(step) * stepSeconds
        let end = start + stepSeconds
        let secondsPerArrival = stepSeconds / mass
        while position < mass {
          if written == capacity { return written }
          block[written] = min(start + position * secondsPerArrival, end)
          written += 1
          position += nextGap()
        }
      }
      position -= mass
      step += 1
    }
    return written
  }

  @inline(__always)
  private mutating func nextGap() -> Double {
    if usedGaps == gaps.count { refillGaps() }
    let gap = gaps[usedGaps]
    usedGaps += 1
    return gap
  }

  private mutating func refillGaps() {
    var generator = random
    gaps.withUnsafeMutableBytes { bytes in
      for offset in stride(from: 0, to: bytes.count, by: 64) {
        bytes.storeBytes(of: generator.exponential(), toByteOffset: offset, as: Lanes.self)
      }
    }
    random = generator
    usedGaps = 0
  }
}
