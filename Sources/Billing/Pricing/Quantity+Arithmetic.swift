package import Units

extension Quantity {
  package static let zero = Quantity(smallestUnits: 0, perUnit: 1)

  package static func + (a: Quantity, b: Quantity) -> Quantity {
    if a.perUnit == b.perUnit {
      return Quantity(smallestUnits: a.smallestUnits + b.smallestUnits, perUnit: a.perUnit)
    }
    if a.smallestUnits == 0 { return b }
    if b.smallestUnits == 0 { return a }
    let (a, b) = (a.reduced, b.reduced)
    let common = greatestCommonDivisor(a.perUnit, b.perUnit)
    let (aFactor, bFactor) = (b.perUnit / common, a.perUnit / common)
    return Quantity(
      smallestUnits: a.smallestUnits * aFactor + b.smallestUnits * bFactor,
      perUnit: a.perUnit * aFactor)
  }

  package static func - (a: Quantity, b: Quantity) -> Quantity {
    a + Quantity(smallestUnits: -b.smallestUnits, perUnit: b.perUnit)
  }

  /// Exact, in 256 bits: a product of two 128-bit numbers cannot overflow.
  ///
  /// Both must not be negative.
  package func isLess(than other: Quantity) -> Bool {
    if perUnit == other.perUnit { return smallestUnits < other.smallestUnits }
    let left = UInt128(smallestUnits).multipliedFullWidth(by: UInt128(other.perUnit))
    let right = UInt128(other.smallestUnits).multipliedFullWidth(by: UInt128(perUnit))
    return left.high == right.high ? left.low < right.low : left.high < right.high
  }

  /// This quantity times `numerator / denominator`.
  package func scaled(by numerator: Int128, over denominator: Int128 = 1) -> Quantity {
    Quantity(smallestUnits: smallestUnits * numerator, perUnit: perUnit * denominator).reduced
  }

  /// The same value with the smallest denominator.
  package var reduced: Quantity {
    let divisor = greatestCommonDivisor(smallestUnits, perUnit)
    return Quantity(smallestUnits: smallestUnits / divisor, perUnit: perUnit / divisor)
  }

  package var isZero: Bool { smallestUnits == 0 }

  /// The cost of this quantity, not negative, at `price`, rounded half-even once: the only rounding
  /// of a line item.
  package func cost(at price: UnitPrice) -> Money {
    let exact = reduced
    let product = UInt128(price.trillionths).multipliedFullWidth(by: UInt128(exact.smallestUnits))
    let divisor = UInt128(exact.perUnit)
    let (quotient, remainder) = divisor.dividingFullWidth(product)
    let gap = divisor - remainder
    let roundsUp = remainder > gap || (remainder == gap && quotient % 2 == 1)
    return Money(trillionths: Int128(quotient) + (roundsUp ? 1 : 0))
  }
}

/// Euclid's algorithm on magnitudes; 1 when both are zero.
private func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
  var (a, b) = (a.magnitude, b.magnitude)
  while b != 0 { (a, b) = (b, a % b) }
  return a == 0 ? 1 : Int128(a)
}
