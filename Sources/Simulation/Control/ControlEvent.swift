/// What happens once in the control plane of one service; what recurs is in `RecurringEvents`.
enum ControlEvent: BitwiseCopyable {
  /// The load balancer checks its targets.
  case healthChecks
  /// The recorded running count changes, or its new tasks have passed their checks.
  case recordedCount
  case runEnds
  /// A step in the life of the task with that index.
  case task(Int, TaskStep)
  /// The activity with that place in the log reaches ECS, or becomes successful.
  case activityStarts(Int)
  case activitySucceeds(Int)
  /// ECS starts or stops tasks to meet the desired count.
  case reconcile
  /// A run of a scheduled action, by its place among all runs.
  case scheduledAction(Int)
  /// The deployment with that place begins at one of its times.
  case deploymentBegins(Int)
  /// The bake time of that revision is over.
  case deploymentEnds(Int)

  /// Rank among events at one instant.
  ///
  /// What ends is closed before all of them, so that a minute holds exactly its own sixty seconds;
  /// a task that becomes ready counts in an evaluation at the same instant, and what an alarm sets
  /// off without delay happens before the next alarm is looked at (`RecurringEvents`).
  var order: UInt8 {
    switch self {
    case .runEnds: 2
    case .task, .recordedCount, .healthChecks: 3
    case .activityStarts, .activitySucceeds, .reconcile, .scheduledAction, .deploymentBegins,
      .deploymentEnds:
      4
    }
  }
}

/// The instants in a task's life at which something changes for others.
enum TaskStep: BitwiseCopyable {
  /// Its containers run: it counts as RUNNING.
  case started
  /// The load balancer has passed it.
  case healthy
  /// Its target is deregistered, and draining begins.
  case deregistered
  /// In fluid mode: its slow start is half over.
  case ramped
  /// Draining is over: SIGTERM.
  case terminated
  /// It has exited, or SIGKILL ended it.
  case stopped
}
