/// A target in slow start: its share of the requests grows evenly from nothing to a full one.
///
/// In its turn it takes a request whenever the shares that it was entitled to add up to one.
struct TargetRamp {
  /// The least share, so that a target without others is passed over no more than so often.
  static let least = 0.01

  let slot: Int
  /// When it became healthy, in seconds since the start of the period.
  let since: Double
  private var credit = 0.0

  init(slot: Int, since: Double) {
    self.slot = slot
    self.since = since
  }

  /// Whether the target takes the request whose turn it is.
  mutating func takes(at arrival: Double, ramp: Double) -> Bool {
    credit += min(1, max(Self.least, (arrival - since) / ramp))
    guard credit >= 1 else { return false }
    credit -= 1
    return true
  }
}
