/// Public and inlinable, so that other modules get them for their own type: a call through the
/// witness table costs more than the division.
extension FixedWidthInteger where Self: SignedInteger {
  /// The quotient rounded towards minus infinity; `divisor` must be positive.
  @inlinable
  public func floorDivided(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The quotient rounded towards plus infinity; `divisor` must be positive.
  @inlinable
  public func ceilingDivided(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder > 0 ? quotient + 1 : quotient
  }

  /// The quotient rounded to the nearest integer, ties to the even one; `divisor` must be positive.
  ///
  /// This is the one rounding that money knows.
  @inlinable
  public func dividedHalfEven(by divisor: Self) -> Self {
    let floor = floorDivided(by: divisor)
    let twice = (self - floor * divisor) * 2
    if twice < divisor { return floor }
    if twice > divisor { return floor + 1 }
    return floor % 2 == 0 ? floor : floor + 1
  }
}
