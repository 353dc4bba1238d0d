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
  private let gap = QuantileTable.unitExponential
  /// Uniforms drawn ahead, one for each gap, and how many of them are used.
  private var uniforms = [Double](repeating: 0, count: RequestBlock.capacity)
  private var used = RequestBlock.capacity
  /// The current step, and the next arrival's distance from its start in expected arrivals.
  private var step = 0
  private var position = 0.0

  /// - Parameter share: factor on the profile's expected arrivals.
  init(profile: RateProfile, share: Double, key: StreamKey) {
    expected = profile.expected
    stepSeconds = Double(profile.step)
    self.share = share
    random = RandomLanes(key)
    refill()
    position = gap.withEvaluator { $0(uniforms[0]) }
    used = 1
  }

  /// Writes the next `capacity` arrival instants, in seconds since the start of the period.
  ///
  /// - Returns: how many were written; fewer than `capacity` only at the end of the profile.
  mutating func fill(_ block: UnsafeMutablePointer<Double>, capacity: Int) -> Int {
    var written = 0
    while step < expected.count {
      let mass = expected[step] * share
      while position < mass {
        if written == capacity { return written }
        if used == uniforms.count { refill() }
        written += fillPart(
          block + written, count: min(capacity - written, uniforms.count - used), mass: mass)
      }
      position -= mass
      step += 1
    }
    return written
  }

  /// Writes at most `count` arrivals of the current step, whose expected number is `mass`.
  ///
  /// - Precondition: `count` uniforms have been drawn and the step is not over.
  private mutating func fillPart(
    _ block: UnsafeMutablePointer<Double>, count: Int, mass: Double
  ) -> Int {
    let start = Double(step) * stepSeconds
    let end = start + stepSeconds
    let secondsPerArrival = stepSeconds / mass
    var position = position
    var written = 0
    uniforms.withUnsafeBufferPointer { buffer in
      let next = buffer.baseAddress.unsafelyUnwrapped + used
      gap.withEvaluator { gap in
        while written < count, position < mass {
          let instant = start + position * secondsPerArrival
          block[written] = instant < end ? instant : end
          position += gap(next[written])
          written &+= 1
        }
      }
    }
    self.position = position
    used += written
    return written
  }

  private mutating func refill() {
    uniforms.withUnsafeMutableBufferPointer {
      random.fillUniform($0.baseAddress.unsafelyUnwrapped, count: $0.count)
    }
    used = 0
  }
}
