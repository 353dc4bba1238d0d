internal import Kernel

/// `WaitingTime` for one number of tasks, tabulated over the utilisation.
struct WaitCurve {
  private static let steps = 128

  /// Seconds × (1 − utilisation) at `index / steps`, the last at a utilisation of 1.
  private let scaled: [Double]
  let waiting: WaitingTime

  init(_ waiting: WaitingTime) {
    self.waiting = waiting
    scaled = (0...Self.steps).map { waiting.scaled(Double($0) / Double(Self.steps)) }
  }

  /// Mean wait × (1 − utilisation) in seconds, which is what pushes the wait up in `WaitFlow`.
  ///
  /// Beyond a utilisation of 1 it stays as it is there.
  @inline(__always)
  func push(_ utilisation: Double) -> Double {
    let place = min(max(utilisation, 0), 1) * Double(Self.steps)
    let index = min(Int(place), Self.steps - 1)
    let low = scaled[index]
    return low + (scaled[index + 1] - low) * (place - Double(index))
  }

  /// The utilisations at which the mean wait of the steady state is each of `waits`, which ascend.
  ///
  /// - Complexity: O(steps of the table + waits).
  func utilisations(ofWaits waits: [Double]) -> [Double] {
    let width = 1 / Double(Self.steps)
    var cell = 0
    return waits.map { wait in
      func reaches(_ end: Int) -> Bool { scaled[end] >= wait * (1 - Double(end) * width) }
      while cell < Self.steps - 1, !reaches(cell + 1) { cell += 1 }
      // Inside a cell: scaled + slope × δ = wait × (1 − start − δ).
      let start = Double(cell) * width
      let slope = (scaled[cell + 1] - scaled[cell]) / width
      let offset = (wait * (1 - start) - scaled[cell]) / (slope + wait)
      return start + min(max(offset, 0), width)
    }
  }
}

/// How the mean wait of a task moves.
///
/// The wait that an arriving request would meet is close to a Brownian motion reflected at zero,
/// with drift ρ − 1: d(mean)/dt = ρ − 1 + (σ²/2) × density at zero. Taking the density for that of an
/// exponential wait closes the equation, d m/dt = ρ − 1 + K(ρ)/m, and K(ρ) = (1 − ρ) × the steady
/// wait makes its rest point the queueing formula's. Overload needs no case of its own: there the
/// wait grows by the surplus work, as the fluid limit has it.
enum WaitFlow {
  /// The mean wait after `seconds`, by one implicit step: stable and positive for any length, and
  /// exact at rest.
  @inline(__always)
  static func step(_ wait: Double, utilisation: Double, push: Double, seconds: Double) -> Double {
    let drifted = wait + (utilisation - 1) * seconds
    return (drifted + (drifted * drifted + 4 * push * seconds).squareRoot()) / 2
  }
}
