package import Units

/// Makes a load trace of a known shape and total.
package struct TraceSynthesis: Sendable {
  package enum Shape: String, Sendable, CaseIterable {
    /// A fund platform: weekday market hours in New York, a NAV peak at the 16:00 close, a month-end
    /// burst, quiet weekends, and noise.
    case market
    /// A cosine over each UTC day, none at midnight and twice the mean at noon; no noise.
    case cosine
  }

  package var shape = Shape.market
  package var period: Period
  /// Seconds an interval, 1 to 3600; divides the period.
  package var step: Int64
  /// Requests in the whole trace, exactly.
  package var requests: Int64
  package var seed: UInt64
  /// Height of the NAV peak over market hours; 1 for none.
  package var navPeak = 2.0

  /// Standard deviation of a day's own level, as a share.
  private static let dayNoise = 0.04
  /// Standard deviation of the drift within a day, as a share.
  ///
  /// Load of some hundred requests a second from many clients is steady: beside the day's shape
  /// only a few per cent are left, and they last.
  private static let noise = 0.025
  /// Seconds after which the drift has forgotten most of itself.
  private static let noiseMemory = 1800.0

  package init(period: Period, step: Int64, requests: Int64, seed: UInt64) {
    self.period = period
    self.step = step
    self.requests = requests
    self.seed = seed
  }

  /// Requests in each interval; they add up to `requests`.
  ///
  /// Rates are rounded cumulatively, so that no interval is more than one request away from its
  /// share.
  ///
  /// - Complexity: O(intervals).
  package func counts() -> [Int64] {
    let rates = shape == .market ? relativeRates() : cosineRates()
    let total = rates.reduce(0, +)
    var counts: [Int64] = []
    counts.reserveCapacity(rates.count)
    var cumulated = 0.0
    var given: Int64 = 0
    for (index, rate) in rates.enumerated() {
      cumulated += rate
      let upTo =
        index + 1 == rates.count
        ? requests : Int64((cumulated / total * Double(requests)).rounded())
      counts.append(max(0, upTo - given))
      given = max(given, upTo)
    }
    return counts
  }

  /// `timestamp,requests` with a header, one line an interval.
  package func csv() -> [UInt8] {
    var text = "timestamp,requests\n"
    for (index, count) in counts().enumerated() {
      text += "\(period.start.advanced(bySeconds: Int64(index) * step)),\(count)\n"
    }
    return Array(text.utf8)
  }

  /// The rate in the middle of each interval, 1 on average over a day.
  private func cosineRates() -> [Double] {
    (0..<period.seconds / step).map { index in
      let second = period.start.advanced(bySeconds: index * step).secondOfDay
      return 1 - cosineOfTurns((Double(second) + Double(step) / 2) / 86_400)
    }
  }

  private func relativeRates() -> [Double] {
    let shape = MarketDay(navPeak: navPeak)
    var noise = SynthesisNoise(seed: seed)
    var day = Int64.min
    var dayFactor = 1.0
    var drift = 0.0
    // First-order autoregression: memory of half an hour and the same spread whatever the step.
    let keep = Self.noiseMemory / (Self.noiseMemory + Double(step))
    let innovation = Self.noise * (1 - keep * keep).squareRoot()
    return (0..<period.seconds / step).map { index in
      let local = NewYorkClock.local(period.start.advanced(bySeconds: index * step + step / 2))
      if local.date.daysSinceEpoch != day {
        day = local.date.daysSinceEpoch
        dayFactor = 1 + Self.dayNoise * noise.next()
      }
      drift = keep * drift + innovation * noise.next()
      return shape.rate(at: local) * dayFactor * max(0.2, 1 + drift)
    }
  }
}

/// Bell-shaped noise with mean 0 and standard deviation 1: twelve uniforms less six.
///
/// SplitMix64 (Steele, Lea and Flood 2014); sums of uniforms need no logarithm, whose last bit
/// differs between machines.
private struct SynthesisNoise {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    var sum = -6.0
    for _ in 0..<12 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      sum += Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
    }
    return sum
  }
}

/// cos(2πx) for x in [0, 1], by its Taylor series around the nearest half turn: arithmetic that IEEE
/// 754 fixes to the last bit, which a system's own cosine does not promise.
private func cosineOfTurns(_ x: Double) -> Double {
  let half = (2 * x).rounded()
  let angle = 2 * Double.pi * (x - half / 2)
  var term = 1.0
  var sum = 1.0
  for power in stride(from: 2.0, through: 24, by: 2) {
    term *= -angle * angle / (power * (power - 1))
    sum += term
  }
  return half == 1 ? -sum : sum
}
