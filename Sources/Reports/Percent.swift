internal import Units

extension Money {
  /// This amount in percent of `whole` with one decimal, half-even; `nil` where `whole` is zero.
  func percent(of whole: Money) -> String? {
    guard whole.trillionths != 0 else { return nil }
    let sign: Int128 = whole.trillionths < 0 ? -1 : 1
    let tenths = (sign * trillionths * 1000).dividedHalfEven(by: sign * whole.trillionths)
    return Decimal12(trillionths: tenths * (Decimal12.one / 10)).text(minimumDecimals: 1)
  }
}
