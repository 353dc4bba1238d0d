/// Lays the arrivals of a Poisson process along time by exponential gaps between them.
///
/// Gaps are in units of expected arrivals, so that a changing rate only stretches them (time change
/// of a Poisson process; Lewis and Shedler 1979).
package struct PoissonClock: Sendable {
  private let gap = QuantileTable.unitExponential
  private var random: RandomLanes
  /// Uniforms drawn ahead, one for each gap, and how many of them are used.
  private var uniforms = [Double](repeating: 0, count: 512)
  private var used = 0
  /// Distance of the next arrival from the present origin, in expected arrivals.
  package private(set) var position = 0.0

  package init(key: StreamKey) {
    random = RandomLanes(key)
    refill()
    position = gap.value(at: uniforms[0])
    used = 1
  }

  /// Moves the origin on to `mass` expected arrivals from the present one.
  package mutating func advance(by mass: Double) { position -= mass }

  /// Writes the arrivals before `mass`, at most `capacity` of them, as instants between `start` and
  /// `end`, `secondsPerArrival` after `start` for each expected arrival.
  ///
  /// - Returns: how many were written.
  package mutating func fill(
    _ block: UnsafeMutablePointer<Double>, capacity: Int, before mass: Double,
    start: Double, end: Double, secondsPerArrival: Double
  ) -> Int {
    var written = 0
    while written < capacity, position < mass {
      if used == uniforms.count { refill() }
      let stop = min(capacity, written + uniforms.count - used)
      let first = used - written
      var position = position
      uniforms.withUnsafeBufferPointer { buffer in
        let next = buffer.baseAddress.unsafelyUnwrapped + first
        gap.withEvaluator { gap in
          while written < stop, position < mass {
            let instant = start + position * secondsPerArrival
            block[written] = instant < end ? instant : end
            position += gap(next[written])
            written &+= 1
          }
        }
      }
      self.position = position
      used = first + written
    }
    return written
  }

  private mutating func refill() {
    uniforms.withUnsafeMutableBufferPointer {
      random.fillUniform($0.baseAddress.unsafelyUnwrapped, count: $0.count)
    }
    used = 0
  }
}
