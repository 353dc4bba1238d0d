internal import Kernel

/// The latency of requests at a task by its mean wait: wait + service + what is not CPU.
///
/// Each row is the distribution for one mean wait. The wait is zero with the probability of the
/// queueing formula at that mean, otherwise hyperexponential with balanced means (exponential when
/// its variability is 1); it is convolved with the two other parts, which do not depend on it.
struct LatencyTable {
  /// Rows to an octave of the mean wait, and octaves from 1/256 to 256 mean service times.
  private static let rowsPerOctave = 4
  private static let octaves = 16
  static let rowCount = octaves * rowsPerOctave
  /// Where a row is cut for mixtures, by probability.
  ///
  /// Finer where percentiles are asked for; what lies beyond the last cut belongs to the part before.
  static let cuts: [Double] = [
    0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 0.99, 0.997, 0.9999,
  ]

  /// Mean waits of the rows, in seconds.
  let waits: [Double]
  /// `weights[row * LatencyBins.count + bin]`: probabilities of a row's bins.
  let weights: [Double]
  /// p50, p95 and p99 of each row in seconds.
  let percentiles: [SIMD4<Double>]
  /// `latencies[row * cuts.count + cut]`: latency at each cut in seconds.
  let latencies: [Double]
  /// The share of each row that takes longer than anybody waits.
  let overdue: [Double]
  /// Of the mean wait of one minute, for each row.
  private let minuteVariances: [Double]
  private let serviceMean: Double

  /// - Parameters:
  ///   - curve: waits for the number of tasks that the table is for.
  ///   - rest: probabilities of the bins for service and non-CPU time together.
  ///   - giveUp: seconds after which somebody gives up.
  init(curve: WaitCurve, rest: [Double], giveUp: Double) {
    let service = curve.waiting.serviceMean
    serviceMean = service
    waits = (0..<Self.rowCount).map { row in
      let (octave, part) = row.quotientAndRemainder(dividingBy: Self.rowsPerOctave)
      return service * (1 + Double(part) / Double(Self.rowsPerOctave))
        * Double(sign: .plus, exponent: octave - Self.octaves / 2, significand: 1)
    }
    let utilisations = curve.utilisations(ofWaits: waits)
    minuteVariances = utilisations.map { curve.waiting.minuteVariance(utilisation: $0) }
    var weights = [Double](repeating: 0, count: Self.rowCount * LatencyBins.count)
    for first in stride(from: 0, to: Self.rowCount, by: 8) {
      var shape = WaitShapes()
      for lane in 0..<8 {
        shape.set(
          lane, mean: waits[first + lane], utilisation: utilisations[first + lane],
          waiting: curve.waiting)
      }
      shape.convolve(rest, firstRow: first, into: &weights)
    }
    self.weights = weights
    var latencies: [Double] = []
    var percentiles: [SIMD4<Double>] = []
    var overdue: [Double] = []
    let late = LatencyBins.index(of: giveUp)
    for row in 0..<Self.rowCount {
      let own = Array(weights[row * LatencyBins.count..<(row + 1) * LatencyBins.count])
      let named = LatencyBins.quantiles([0.5, 0.95, 0.99], of: own) ?? [0, 0, 0]
      percentiles.append(SIMD4(named[0], named[1], named[2], 0))
      latencies += LatencyBins.quantiles(Self.cuts, of: own) ?? Self.cuts
      overdue.append(own[late...].reduce(0, +))
    }
    self.latencies = latencies
    self.overdue = overdue
    self.percentiles = percentiles
  }

  /// The row at or below a mean wait, and how far it is towards the next one, 0 to 1.
  @inline(__always)
  func place(ofWait wait: Double) -> (row: Int, fraction: Double) {
    let ratio = serviceMean > 0 ? wait / serviceMean : 0
    let lowest = UInt64(1023 - Self.octaves / 2) << 52
    let offset = Int64(bitPattern: ratio.bitPattern &- lowest) &>> 50
    let row = Int(min(max(offset, 0), Int64(Self.rowCount - 2)))
    let low = waits[row]
    let width = waits[row + 1] - low
    let fraction = width > 0 ? (wait - low) / width : 0
    return (row, min(max(fraction, 0), 1))
  }

  /// p50, p95 and p99 in seconds at a mean wait.
  @inline(__always)
  func percentiles(atWait wait: Double) -> SIMD4<Double> {
    let (row, fraction) = place(ofWait: wait)
    return percentiles[row] + (percentiles[row + 1] - percentiles[row]) * fraction
  }
}

extension LatencyTable {
  /// Relative variance of the mean wait of a minute whose expectation is `wait`.
  func minuteVariance(atWait wait: Double) -> Double {
    let (row, fraction) = place(ofWait: wait)
    return minuteVariances[row] + (minuteVariances[row + 1] - minuteVariances[row]) * fraction
  }
}

/// Eight waits at a time: probability of any, and two exponential phases.
private struct WaitShapes {
  private var delayed = Lanes(repeating: 0)
  /// Probability of the first phase, and the rate of each, per second.
  private var first = Lanes(repeating: 0.5)
  private var firstRate = Lanes(repeating: 1)
  private var secondRate = Lanes(repeating: 1)

  mutating func set(_ lane: Int, mean: Double, utilisation: Double, waiting: WaitingTime) {
    guard mean > 0 else { return }
    let probability = max(waiting.delayProbability(utilisation: utilisation), 1e-9)
    let variability = waiting.conditionalVariability(utilisation: utilisation)
    let share = (1 + ((variability - 1) / (variability + 1)).squareRoot()) / 2
    let conditionalMean = mean / probability
    delayed[lane] = probability
    first[lane] = share
    firstRate[lane] = 2 * share / conditionalMean
    secondRate[lane] = 2 * (1 - share) / conditionalMean
  }

  /// With G(t) = ∫ e^(−a (t − y)) dF(y), the distribution of Y plus a phase is F − G; G steps from
  /// bin to bin, F being linear inside each.
  func convolve(_ rest: [Double], firstRow: Int, into weights: inout [Double]) {
    var cumulated = 0.0
    var first = Lanes(repeating: 0)
    var second = Lanes(repeating: 0)
    var before = Lanes(repeating: 0)
    let last = LatencyBins.count - 1
    for bin in 0...last {
      let width = LatencyBins.lowerBound(of: bin + 1) - LatencyBins.lowerBound(of: bin)
      cumulated += rest[bin]
      step(&first, rate: firstRate, width: width, mass: rest[bin])
      step(&second, rate: secondRate, width: width, mass: rest[bin])
      let unfinished = delayed * (self.first * first + (1 - self.first) * second)
      // Whatever lies beyond the last bin belongs to it.
      let distribution = bin == last ? Lanes(repeating: cumulated) : cumulated - unfinished
      let mass = distribution - before
      before = distribution
      for lane in 0..<8 {
        weights[(firstRow + lane) * LatencyBins.count + bin] = max(0, mass[lane])
      }
    }
  }

  private func step(_ value: inout Lanes, rate: Lanes, width: Double, mass: Double) {
    let exponent = rate * width
    let clamped = exponent.replacing(with: 600, where: exponent .> 600)
    let decay = Lanes.exp(-clamped)
    value = decay * value + mass * (1 - decay) / exponent
  }
}
