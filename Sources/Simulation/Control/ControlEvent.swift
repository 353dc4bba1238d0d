/// What happens once in the control plane of one service; what recurs is in `RecurringEvents`.
enum ControlEvent: BitwiseCopyable {
  /// The load balancer checks its targets.
  case healthChecks
  /// The recorded running count changes, or its new tasks have passed their checks.
  case recordedCount
  /// A recorded count may have held for so long that it must be the desired one.
  case recordedDesired
  /// The recorded count with that place begins, or began as long ago as it takes to tell who set it.
  case recordedChange(Int)
  case recordedHeld(Int)
  case runEnds
  /// A step in the life of the task with that index.
  case task(Int, TaskStep)
  /// The activity with that place in the log reaches ECS, or becomes successful.
  case activityStarts(Int)
  case activitySucceeds(Int)
  /// The activity with that place in the log has taken too long.
  case activityTimesOut(Int)
  /// ECS starts or stops tasks to meet the desired count.
  case reconcile
  /// A run of a scheduled action, by its place among all runs.
  case scheduledAction(Int)
  /// The change from outside with that place sets the desired count.
  case desiredCountSet(Int)
  /// The deployment with that place begins at one of its times.
  case deploymentBegins(Int)
  /// The bake time of that revision is over.
  case deploymentEnds(Int)
  /// Predictive policies forecast anew.
  case forecastRefresh
  /// A predictive policy acts on the forecast of an hour of the ledger, by its place among them.
  case forecastDue(policy: Int32, hour: Int32)
  /// A zone has no Spot capacity from now on.
  case spotOutage(zone: Int)
  /// A zone goes, with every task in it, and comes back.
  case zoneFails(Int)
  case zoneRecovers(Int)
  /// ECS looks whether its tasks are spread evenly over zones.
  case rebalance
  /// Requests in flight are to be known one by one from now on, or no longer.
  case requestsWatched(Bool)

  /// Rank among events at one instant.
  ///
  /// What ends is closed before all of them, so that a minute holds exactly its own sixty seconds;
  /// a task that becomes ready counts in an evaluation at the same instant, and what an alarm sets
  /// off without delay happens before the next alarm is looked at (`RecurringEvents`).
  var order: UInt8 {
    switch self {
    case .runEnds: 2
    case .task, .recordedCount, .healthChecks: 3
    case .activityStarts, .activitySucceeds, .activityTimesOut, .reconcile, .scheduledAction,
      .recordedDesired, .recordedChange, .recordedHeld, .desiredCountSet,
      .deploymentBegins, .deploymentEnds, .forecastRefresh, .forecastDue,
      .spotOutage, .zoneFails, .zoneRecovers, .rebalance, .requestsWatched:
      4
    }
  }
}

/// The instants in a task's life at which something changes for others.
enum TaskStep: BitwiseCopyable {
  /// Its containers run: it counts as RUNNING.
  case started
  /// It is a target, and its application answers.
  case registered
  /// The load balancer has passed it.
  case healthy
  /// The load balancer has noticed that its host is gone.
  case lost
  /// A launch that found no capacity is tried again.
  case retried
  /// Spot wants its capacity back in two minutes: its target is deregistered.
  case interrupted
  /// An interrupted task gets SIGTERM.
  case ending
  /// The processes of an interrupted task are gone; the task itself stops when its time is over.
  case ended
  /// Its target is deregistered, and draining begins.
  case deregistered
  /// In fluid mode: its slow start is half over.
  case ramped
  /// Draining is over: SIGTERM.
  case terminated
  /// It has exited, or SIGKILL ended it.
  case stopped
}
