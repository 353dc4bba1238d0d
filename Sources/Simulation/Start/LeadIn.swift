package import Units
package import Workload

/// The load of the time before a run, over which services that do not state how they start are
/// brought to the state that their policies would have left them in.
package struct LeadIn: Sendable {
  /// From its start to the run's; a whole number of minutes, so that alarms keep their second.
  let period: Period
  /// The whole system's load.
  let profile: RateProfile
  /// What predictive policies knew when it began.
  let forecasts: ForecastSource?

  /// - Parameters:
  ///   - profile: of the time that ends with the run's start.
  ///   - start: of the run.
  ///   - forecasts: what is known up to the lead-in's own start.
  /// - Returns: `nil` for a profile that is empty or no whole number of minutes.
  package init?(profile: RateProfile, until start: UTCTime, forecasts: ForecastSource? = nil) {
    let seconds = profile.step * Int64(profile.expected.count)
    guard seconds % 60 == 0,
      let period = Period(start: start.advanced(bySeconds: -seconds), end: start)
    else { return nil }
    self.period = period
    self.profile = profile
    self.forecasts = forecasts
  }

  /// Requests a second of the whole system in its first five minutes.
  var firstRate: Double {
    let seconds = min(300, profile.step * Int64(profile.expected.count))
    let steps = Int(seconds / profile.step)
    return profile.expected.prefix(steps).reduce(0, +) / Double(seconds)
  }
}

/// How a service began.
package struct ServiceStart: Sendable, Hashable {
  /// Tasks, all healthy.
  package let tasks: Int
  /// Whether they are what a lead-in has come to, not what is stated.
  package let isWarm: Bool

  package init(tasks: Int, isWarm: Bool) {
    self.tasks = tasks
    self.isWarm = isWarm
  }
}
