internal import Glibc

/// Sines and cosines of the day and of the week.
struct Harmonics {
  /// One full period of a wave: the value of step t is element t modulo the length.
  private let waves: [[Double]]

  static let none = Harmonics(seasons: Seasons(step: 1), daily: 0, weekly: 0)

  /// Those of the ridge autoregressions.
  static func ofAutoregressions(_ seasons: Seasons) -> Harmonics {
    seasons == hours ? hourly6 : Harmonics(seasons: seasons, daily: 6, weekly: 6)
  }

  /// Those of the harmonic regressions.
  static func ofRegressions(_ seasons: Seasons) -> Harmonics {
    seasons == hours ? hourly8 : Harmonics(seasons: seasons, daily: 8, weekly: 12)
  }

  // Hours are what nearly every history is in: their waves are kept.
  private static let hours = Seasons(step: 3600)
  private static let hourly6 = Harmonics(seasons: hours, daily: 6, weekly: 6)
  private static let hourly8 = Harmonics(seasons: hours, daily: 8, weekly: 12)

  /// The first `daily` and `weekly` harmonics; of the week without those that the day has too.
  init(seasons: Seasons, daily: Int, weekly: Int) {
    var waves: [[Double]] = []
    if seasons.hasDay {
      for (period, count) in [(seasons.day, daily), (seasons.week, weekly)] {
        for order in stride(from: 1, through: count, by: 1) where 2 * order < period {
          if period == seasons.week && order % 7 == 0 && order / 7 <= daily { continue }
          waves += Self.waves(order: order, period: period)
        }
      }
    }
    self.waves = waves
  }

  var count: Int { waves.count }

  /// Σ weight × wave for `count` steps from step `first` on.
  func sums(_ weights: some Collection<Double>, from first: Int, count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    sums.withUnsafeMutableBufferPointer { sums in
      for (wave, weight) in zip(waves, weights) {
        Self.forEachValue(of: wave, from: first, count: count) { sums[$0] += weight * $1 }
      }
    }
    return sums
  }

  /// Writes wave `wave` of the steps from `first` on to `column`.
  func fill(_ column: UnsafeMutableBufferPointer<Double>, wave: Int, from first: Int) {
    Self.forEachValue(of: waves[wave], from: first, count: column.count) { column[$0] = $1 }
  }

  /// Writes wave `wave`, times the roots of the steps, of the steps from `first` on to `column`.
  func fill(
    _ column: UnsafeMutableBufferPointer<Double>, wave: Int, from first: Int,
    times roots: UnsafePointer<Double>
  ) {
    Self.forEachValue(of: waves[wave], from: first, count: column.count) {
      column[$0] = $1 * roots[$0]
    }
  }

  @inline(__always)
  private static func forEachValue(
    of wave: [Double], from first: Int, count: Int, _ body: (Int, Double) -> Void
  ) {
    wave.withUnsafeBufferPointer { wave in
      var phase = first % wave.count
      var index = 0
      while index < count {
        let run = min(count - index, wave.count - phase)
        for place in 0..<run { body(index + place, wave[phase + place]) }
        index += run
        phase = 0
      }
    }
  }

  /// Sine and cosine by rotation, which keeps 13 digits over a week of minutes and spares a sine a
  /// step.
  private static func waves(order: Int, period: Int) -> [[Double]] {
    let angle = 2 * Double.pi * Double(order) / Double(period)
    let (turnSine, turnCosine) = (sin(angle), cos(angle))
    var sines = [Double](repeating: 0, count: period)
    var cosines = [Double](repeating: 1, count: period)
    for step in 1..<period {
      let (sine, cosine) = (sines[step - 1], cosines[step - 1])
      sines[step] = sine * turnCosine + cosine * turnSine
      cosines[step] = cosine * turnCosine - sine * turnSine
    }
    return [sines, cosines]
  }
}
