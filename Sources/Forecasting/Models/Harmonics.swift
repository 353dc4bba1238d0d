internal import Glibc

/// Sines and cosines of the day and of the week.
struct Harmonics {
  /// One full period each, and their length: value of step t is `table[t % period]`.
  private let waves: [(table: [Double], period: Int)]

  /// The first `daily` and `weekly` harmonics; of the week without those that the day has too.
  init(seasons: Seasons, daily: Int, weekly: Int) {
    var waves: [(table: [Double], period: Int)] = []
    guard seasons.hasDay else {
      self.waves = []
      return
    }
    for (period, count) in [(seasons.day, daily), (seasons.week, weekly)] {
      for order in stride(from: 1, through: count, by: 1) where 2 * order < period {
        if period == seasons.week && order % 7 == 0 && order / 7 <= daily { continue }
        let (sine, cosine) = Self.wave(order: order, period: period)
        waves.append((sine, period))
        waves.append((cosine, period))
      }
    }
    self.waves = waves
  }

  var count: Int { waves.count }

  func value(_ wave: Int, at step: Int) -> Double {
    waves[wave].table[step % waves[wave].period]
  }

  /// Σ weight × wave at `step`.
  func sum(_ weights: ArraySlice<Double>, at step: Int) -> Double {
    var sum = 0.0
    for (wave, weight) in zip(waves, weights) { sum += weight * wave.table[step % wave.period] }
    return sum
  }

  /// Writes wave `wave` of the steps from `first` on to `column`.
  func fill(_ column: UnsafeMutableBufferPointer<Double>, wave: Int, from first: Int) {
    let (table, period) = waves[wave]
    var phase = first % period
    table.withUnsafeBufferPointer { table in
      for index in column.indices {
        column[index] = table[phase]
        phase += 1
        if phase == period { phase = 0 }
      }
    }
  }

  /// By rotation, which keeps 13 digits over a week of minutes and spares a sine a step.
  private static func wave(order: Int, period: Int) -> (sine: [Double], cosine: [Double]) {
    let angle = 2 * Double.pi * Double(order) / Double(period)
    let (turnSine, turnCosine) = (sin(angle), cos(angle))
    var (sine, cosine) = (0.0, 1.0)
    var sines: [Double] = []
    var cosines: [Double] = []
    sines.reserveCapacity(period)
    cosines.reserveCapacity(period)
    for _ in 0..<period {
      sines.append(sine)
      cosines.append(cosine)
      (sine, cosine) = (
        sine * turnCosine + cosine * turnSine, cosine * turnCosine - sine * turnSine
      )
    }
    return (sines, cosines)
  }
}
