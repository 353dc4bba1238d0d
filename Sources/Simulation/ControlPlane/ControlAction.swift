internal import Autoscaling
internal import Units

/// What a component wants done; the control plane does it, in order.
///
/// Components do not call each other: they are told what happened and return these.
enum ControlAction {
  case schedule(ControlEvent, at: SimTime)
  /// After a time that is uniform between the bounds.
  case scheduleAfter(ControlEvent, ClosedRange<SimDuration>)
  /// When the task has answered its last request, or when the limit is over.
  case scheduleWhenIdle(TaskStep, TaskID, within: SimDuration)
  /// Tells the plane what becomes of a task.
  case tell(TaskID, TaskNews)
  /// Has a new target checked.
  case checkNew(TaskID)
  /// Requests in flight are to be known one by one from now on, or no longer.
  case watchRequests(Bool)
  /// Takes a desired count to ECS.
  case setDesired(Int)
  /// Takes a count that nobody who scales has asked for.
  case adopt(Int, cause: String)
  /// Raises the most tasks that the scalable target may have.
  case raiseMaximum(Int)
  /// Starts a scaling activity.
  case begin(ScalingStep)
  /// A count has been asked for.
  case countWasRequested
  /// Adds to the log of activities what changed no capacity.
  case note(by: String, cause: String)
  /// Adds to the log why nothing is done, where no alarm is behind it.
  case refuse(by: String, cause: String, reason: NotScaledReason)
  case deploymentEnded(cause: String)
  /// The running tasks, or those that serve, have changed.
  case tasksChanged
  /// Something has happened after which the service may be steady.
  case checkSteadyState
}

extension ControlAction {
  /// Schedules a step in the life of a task.
  static func step(_ step: TaskStep, of task: TaskID, at time: SimTime) -> ControlAction {
    .schedule(.tasks(.step(task.index, step)), at: time)
  }
}

/// What a plane is told of a task; see `DataPlane`.
enum TaskNews {
  /// It served before the run.
  case serves
  /// RUNNING, with what a new task does for its start; `nil` for one that has been there before.
  case started(BootLoad?)
  case registered, healthy, unhealthy, draining, stopped, failed
}
