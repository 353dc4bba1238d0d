/// What happens once in the control plane of one service; what recurs is in `RecurringEvents`.
enum ControlEvent: BitwiseCopyable {
  case tasks(TaskEvent)
  case scaling(ScalableTarget.Event)
  case recorded(RecordedCounts.Event)
  case forecast(PredictiveScaler.Event)
  /// The load balancer checks its targets.
  case healthChecks
  case runEnds

  /// Rank among events at one instant.
  ///
  /// What ends is closed before all of them, so that a minute holds exactly its own sixty seconds;
  /// a task that becomes ready counts in an evaluation at the same instant, and what an alarm sets
  /// off without delay happens before the next alarm is looked at (`RecurringEvents`).
  var order: UInt8 {
    switch self {
    case .runEnds: 2
    case .healthChecks, .tasks(.step), .recorded(.runningChanged): 3
    default: 4
    }
  }
}

/// What happens to the tasks of a service, and why it does.
enum TaskEvent: BitwiseCopyable {
  /// A step in the life of the task with that index.
  case step(Int, TaskStep)
  /// ECS starts or stops tasks to meet the desired count.
  case reconcile
  /// The deployment with that place begins at one of its times.
  case deploymentBegins(Int)
  /// The bake time of that revision is over.
  case deploymentEnds(Int)
  /// Something from outside.
  case disturbance(Disturbances.Event)
  /// What the behavior with that place has asked for.
  case behavior(UInt16, payload: Int64)
  /// A zone has no Spot capacity from now on.
  case spotOutage(zone: Int)
}

/// The instants in a task's life at which something changes for others.
enum TaskStep: BitwiseCopyable {
  /// Its containers run: it counts as RUNNING.
  case started
  /// It is a target, and its application answers.
  case registered
  /// The load balancer checks it for the first times.
  case checked
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
