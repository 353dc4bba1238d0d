/// Sums of coarse intervals as a continuous rate that keeps each interval's sum.
///
/// In every interval the rate is the parabola that has the interval's mean and meets its
/// neighbours at the boundaries, after the reconstruction step of the piecewise parabolic method:
/// P. Colella and P. R. Woodward, "The piecewise parabolic method (PPM) for gas-dynamical
/// simulations", J. Comput. Phys. 54 (1984), equations 1.5 and 1.6, with the fourth-order boundary
/// value (7 (a₀ + a₁) - (a₋₁ + a₂)) / 12 kept between its two neighbours' means.
///
/// The limiter here is another one, since a rate must stay above zero and continuous but may have
/// peaks. In Bernstein form the parabola has the coefficients L, c, R with mean (L + c + R) / 3; it
/// is nowhere negative if none of them is. A boundary value of at most 3/2 of the smaller of its
/// two neighbours' means gives L + R ≤ 3 m and hence c = 3 m - L - R ≥ 0. An interval of zero is
/// zero throughout.
struct SmoothSpread {
  private let means: [Double]

  /// - Parameter sums: requests in each interval, none negative.
  init(_ sums: [Double]) { means = sums }

  /// The value at the boundary before interval `index`, per length of an interval; at both ends of
  /// the trace a straight line through the two nearest means.
  func boundary(_ index: Int) -> Double {
    guard let last = means.indices.last, last > 0 else { return means.first ?? 0 }
    if index == 0 { return limited(1.5 * means[0] - 0.5 * means[1], means[0]) }
    if index > last { return limited(1.5 * means[last] - 0.5 * means[last - 1], means[last]) }
    let left = means[index - 1]
    let right = means[index]
    let outer = means[max(0, index - 2)] + means[min(last, index + 1)]
    let smooth = (7 * (left + right) - outer) / 12
    let lower = min(left, right)
    return limited(min(max(smooth, lower), max(left, right)), lower)
  }

  private func limited(_ value: Double, _ mean: Double) -> Double {
    max(0, min(value, 1.5 * mean))
  }

  /// Appends the sums of the `parts` equal parts of interval `index` that `range` selects.
  ///
  /// Each part is a difference of the cubic antiderivative, so that the parts add up to the
  /// interval's sum to rounding.
  func append(parts: Int, of index: Int, in range: Range<Int>, to output: inout [Double]) {
    let left = boundary(index)
    let right = boundary(index + 1)
    let middle = 3 * means[index] - left - right
    // ∫ of L (1-x)² + 2 c x (1-x) + R x² from 0 to x.
    func integral(_ part: Int) -> Double {
      let x = Double(part) / Double(parts)
      return x * (left + x * ((middle - left) + x * (left - 2 * middle + right) / 3))
    }
    var before = integral(range.lowerBound)
    for part in range {
      let after = integral(part + 1)
      output.append(max(0, after - before))
      before = after
    }
  }
}
