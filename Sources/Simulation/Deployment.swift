package import Autoscaling
package import Units

/// A deployment of the service: at its times every task is replaced by one of a new revision.
///
/// While one is in progress policies do not scale in, old and new tasks both count as running, and
/// both are paid (aws-autoscaling reference section 2.6).
package struct Deployment: Sendable {
  package enum Strategy: Sendable, Hashable {
    /// At least `minimum` and at most `maximum` percent of the desired count, rounded up and down.
    case rolling(minimum: Int, maximum: Int)
    /// A whole second set of tasks; once all of it is healthy it gets all requests, and the old set
    /// stops when `bake` is over.
    case blueGreen(bake: SimDuration)
  }

  package var strategy: Strategy
  package var schedule: ScheduleExpression
  package var clock: WallClock

  package init(strategy: Strategy, schedule: ScheduleExpression, clock: WallClock) {
    self.strategy = strategy
    self.schedule = schedule
    self.clock = clock
  }

  /// The instants within `period` at which it begins, in order.
  func occurrences(in period: Period) -> [UTCTime] {
    ScheduledAction(name: "deployment", schedule: schedule, clock: clock).occurrences(in: period)
  }
}

extension Deployment.Strategy {
  var name: String {
    switch self {
    case .rolling: "rolling"
    case .blueGreen: "blue/green"
    }
  }

  /// Tasks of both revisions together that ECS keeps, and that it may have.
  func bounds(desired: Int) -> (least: Int, most: Int) {
    switch self {
    case .rolling(let minimum, let maximum):
      let least = Int(Int64(desired * minimum).ceilingDivided(by: 100))
      return (least, desired * maximum / 100)
    case .blueGreen: return (desired, desired * 2)
    }
  }
}
