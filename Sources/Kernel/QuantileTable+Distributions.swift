extension QuantileTable {
  /// Exponential with mean one; every value is positive.
  package static let unitExponential: QuantileTable = {
    var table = QuantileTable { -Lanes.log($0) }
    // Next to 1 the logarithm is as small as the table's error; lifted by twice that error, which
    // is 1.2⋅10⁻¹⁰, the last segment stays above zero.
    table.lift(uppermostBy: 2.5e-10)
    return table
  }()

  /// Lognormal with the mean and the standard deviation of its logarithm.
  ///
  /// Both tails need octaves of their own, but a uniform runs into only one of its ends: the first
  /// bit of its mantissa says which tail is meant, the rest of it and the exponent how far out. So
  /// the lower half of each octave is stretched over the octave of one tail, and the upper half over
  /// that of the other.
  package static func lognormal(logMean: Double, logSigma: Double) -> QuantileTable {
    QuantileTable { uniform in
      let unit = Double(sign: .plus, exponent: uniform[0].exponent, significand: 1)
      let isUpper = uniform[0] >= 1.5 * unit
      let tail = uniform * 2 - (isUpper ? 2 * unit : unit)
      let distance = -Lanes.normalQuantile(tail * 0.5)
      return Lanes.exp(distance * (isUpper ? logSigma : -logSigma) + logMean)
    }
  }
}
