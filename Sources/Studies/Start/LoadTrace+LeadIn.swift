internal import Simulation
internal import Units
internal import Workload

extension LoadTrace {
  /// The least length of a lead-in, in seconds: six hours.
  ///
  /// A service comes to rest well within it: it begins with the tasks that the load asks for, and
  /// target tracking takes 15 minutes and a cooldown of 5 to take one away.
  private static let leastLeadIn: Int64 = 6 * 3600

  /// The load before `start`, as far back as the trace and `most` seconds allow.
  ///
  /// Where the trace has less than six hours of it, the mean rate of its first five minutes stands
  /// for the rest of them.
  ///
  /// - Parameters:
  ///   - start: inside the trace, or at its start.
  ///   - forecasts: what predictive policies know at an instant.
  /// - Returns: `nil` where the trace has no load from `start` on.
  func leadIn(
    until start: UTCTime, most: Int64, forecasts: (UTCTime) -> ForecastSource? = { _ in nil }
  ) -> LeadIn? {
    let known = min(most, start.seconds(since: self.start))
    // Whole minutes before the run.
    let length = max(0, known / 60 * 60)
    let before = Period(start: start.advanced(bySeconds: -length), end: start)
    let missing = max(0, Self.leastLeadIn - length)
    guard let profile = before.flatMap({ try? profile(over: $0) }) ?? firstMinutes(from: start)
    else { return nil }
    let steps = Int(300 / profile.step)
    let first = profile.expected.prefix(steps)
    guard !first.isEmpty else { return nil }
    let rate = first.reduce(0, +) / Double(first.count)
    return LeadIn(
      profile: RateProfile(
        step: profile.step,
        expected: Array(repeating: rate, count: Int(missing / profile.step))
          + (before == nil ? [] : profile.expected)),
      until: start, forecasts: forecasts(start.advanced(bySeconds: -length)))
  }

  /// The first five minutes from `start` on, or as many as there are.
  private func firstMinutes(from start: UTCTime) -> RateProfile? {
    let end = min(self.end, start.advanced(bySeconds: 300))
    return Period(start: start, end: end).flatMap { try? profile(over: $0) }
  }
}
