package import Units

/// What is known, or assumed, of Fargate Spot's capacity.
///
/// AWS publishes no rate of interruption for Fargate Spot (aws-autoscaling reference section 7): the
/// defaults are assumptions of low confidence. One interruption in 200 task-hours is the middle of
/// the range 0.1 % to 2 % that the reference proposes to try.
package struct SpotCapacity: Sendable, Hashable {
  /// From the warning to the end of the task: AWS's two minutes.
  package static let warning = SimDuration.seconds(120)

  /// When ECS starts a task in place of an interrupted one.
  package enum Replacement: String, Sendable, CaseIterable {
    /// Once the interrupted one has stopped, as observed.
    case afterStop = "after_stop"
    case atWarning = "at_warning"
  }

  /// A time without capacity.
  package struct Outage: Sendable, Hashable {
    /// `nil`: in every zone.
    package var zone: String?
    package var start: UTCTime
    package var duration: SimDuration

    package init(zone: String?, start: UTCTime, duration: SimDuration) {
      self.zone = zone
      self.start = start
      self.duration = duration
    }
  }

  /// Hazard: interruptions of a running task in an hour.
  package var interruptionsPerTaskHour = 0.005
  /// From the target's deregistration, which comes with the warning, to SIGTERM: uniform.
  package var deregistrationToSIGTERM: ClosedRange<SimDuration> = .zero...(.seconds(10))
  package var replacement = Replacement.afterStop
  package var outages: [Outage] = []
  /// Further outages that are drawn, in 730 hours and a zone; their lengths are exponential.
  package var outagesPerMonth = 0.0
  package var meanOutage: SimDuration = .hours(1)
  /// Share of a zone's Spot tasks that are interrupted when an outage begins, 0...1.
  package var interruptedShare = 0.0
  /// From a launch that found no capacity to the next try; doubled each time up to the second.
  package var firstRetry: SimDuration = .minutes(1)
  package var longestRetry: SimDuration = .minutes(15)

  package init() {}
}

extension ServiceConfiguration {
  /// The Spot capacity, where the strategy can place a task on it.
  package var spotInUse: SpotCapacity? {
    capacityProviders.contains { $0.provider == .fargateSpot && ($0.base > 0 || $0.weight > 0) }
      ? spotCapacity : nil
  }
}
