internal import Glibc

/// Fills blocks with independent variates of one distribution.
///
/// Variate number i of a stream is the same however the blocks are cut, as long as every block is a
/// multiple of 8: two policies give the same request the same demand.
package struct VariateSampler: Sendable {
  private enum Source: Sendable {
    case constant(Double)
    case table(QuantileTable)
  }

  private var random: RandomLanes
  private let source: Source

  /// A sampler of `variate` times `scale`.
  ///
  /// - Complexity: a fraction of a millisecond for a table that is not a constant.
  package init(_ variate: Variate, scale: Double = 1, key: StreamKey) {
    random = RandomLanes(key)
    switch variate {
    case .constant(let value): source = .constant(value * scale)
    case .exponential(let mean):
      source = .table(QuantileTable.unitExponential.scaled(by: mean * scale))
    case .lognormal(let mean, let cv):
      let variance = Glibc.log(1 + cv * cv)
      source = .table(
        .lognormal(
          logMean: Glibc.log(mean * scale) - variance / 2, logSigma: variance.squareRoot()))
    }
  }

  /// Writes `count` variates to `block`.
  ///
  /// - Precondition: `count` is a multiple of 8.
  package mutating func fill(_ block: UnsafeMutablePointer<Double>, count: Int) {
    switch source {
    case .constant(let value): block.update(repeating: value, count: count)
    case .table(let table):
      random.fillUniform(block, count: count)
      table.transform(block, count: count)
    }
  }
}
