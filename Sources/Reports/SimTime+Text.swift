internal import Units

extension SimTime {
  /// The instant of a run over `period`, rounded down to the millisecond:
  /// `2026-12-01T00:00:00.000Z`.
  func text(in period: Period) -> String {
    let milliseconds = nanoseconds.floorDivided(by: 1_000_000)
    let seconds = milliseconds.floorDivided(by: 1000)
    let whole = period.start.advanced(bySeconds: seconds).description.dropLast()
    let fraction = String(milliseconds - seconds * 1000)
    return whole + "." + String(repeating: "0", count: 3 - fraction.count) + fraction + "Z"
  }
}
