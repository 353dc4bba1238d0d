internal import Autoscaling
internal import Kernel
internal import Ledger
internal import Units

/// The scheduled actions of a scalable target: when they run, and what each does to the bounds.
struct ScheduledScaling {
  let actions: [ScheduledAction]
  /// How late a scheduled action starts.
  private let delay: ClosedRange<SimDuration>

  /// What a run of an action comes to.
  struct Run {
    let author: String
    let cause: String
    /// For the log, where the desired count stays.
    let status: ScalingActivityStatus
    /// The new bounds; `nil` where they stay.
    var bounds: ClosedRange<Int>?
  }

  init(_ configuration: ServiceConfiguration) {
    actions = configuration.scheduledActions
    delay = configuration.lifeCycle.scheduleToActivity
  }

  /// Every run of every scheduled action, each some seconds late as observed (C8).
  func runs(in period: Period, key: RunKey) -> [ControlAction] {
    var runs: [ControlAction] = []
    for (place, action) in actions.enumerated() {
      var late = key.stream("schedule delay", action.name)
      for time in action.occurrences(in: period) {
        let due = SimTime.start + .seconds(time.seconds(since: period.start))
        let width = (delay.upperBound - delay.lowerBound).inSeconds
        runs.append(
          .schedule(
            .scaling(.scheduledAction(place)),
            at: due + delay.lowerBound + SimDuration(seconds: late.uniform() * width)))
      }
    }
    return runs
  }

  /// A run of the action with that place.
  ///
  /// One that comes while scheduled scaling is suspended is lost.
  ///
  /// - Parameters:
  ///   - fewest: tasks that the target may have, for an action that says nothing of them.
  ///   - most: as `fewest`.
  func run(_ place: Int, fewest: Int, most: Int, isSuspended: Bool) -> Run {
    let action = actions[place]
    let low = action.minCapacity ?? fewest
    let high = action.maxCapacity ?? most
    if isSuspended {
      return Run(
        author: action.name, cause: "scheduled scaling is suspended", status: .notScaled)
    }
    guard low <= high else {
      return Run(
        author: action.name,
        cause: "minimum capacity \(low) is above maximum capacity \(high)", status: .failed)
    }
    var parts: [String] = []
    if let count = action.minCapacity { parts.append("minimum capacity was set to \(count)") }
    if let count = action.maxCapacity { parts.append("maximum capacity was set to \(count)") }
    return Run(
      author: action.name,
      cause: "\(parts.joined(separator: " and ")) by scheduled action \(action.name)",
      status: .successful, bounds: low...high)
  }
}
