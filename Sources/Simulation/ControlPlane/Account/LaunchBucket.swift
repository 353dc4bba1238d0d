internal import Units

/// Fargate's limit on task launches: a token bucket for an account and Region.
///
/// A burst of 100 and 20 a second since 2022; one a second in 2020 (aws-autoscaling reference
/// section 5.2, case C15).
struct LaunchBucket {
  private let interval: Int64
  private let burst: Int64
  /// The instant at which the bucket would be full again.
  private var full: Int64 = 0

  init(burst: Int, perSecond: Double) {
    self.burst = Int64(burst)
    interval = Int64((1e9 / perSecond).rounded())
  }

  /// When a launch that is asked for at `now` goes ahead.
  mutating func take(at now: SimTime) -> SimTime {
    let due = max(full, now.nanoseconds)
    full = due + interval
    // All but `burst` launches ahead of it have to be paid off first.
    return SimTime(nanoseconds: max(now.nanoseconds, full - burst * interval))
  }
}
