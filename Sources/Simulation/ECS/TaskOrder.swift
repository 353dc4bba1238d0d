internal import Units

/// What is to be done with the tasks of a service, as a component answers it; `ECSService` does it,
/// in order.
enum TaskOrder {
  /// Starts a task of that revision of the task definition.
  case launch(revision: Int)
  case stop(FleetTask)
  /// Stops a task that fails its checks.
  case stopFailing(FleetTask)
  /// Ends a task that is gone with its zone; one that runs is known to be gone at `noticed` only.
  case lose(FleetTask, noticed: SimTime)
  /// Nothing starts in a zone from now on, or it does again.
  case closeZone(Int)
  case openZone(Int)
  /// The task's container exits.
  case exit(TaskID)
  /// The deployment in progress has failed.
  case failDeployment(rollBack: Bool, cause: String)
  case act(ControlAction)
}

extension Fleet.Strength {
  /// Stops tasks that fail their checks as far as healthy ones have taken their places: ECS starts
  /// replacements first (What's New, 2023-10-23; Amazon ECS Developer Guide, "Rolling update",
  /// `minimumHealthyPercent`).
  func stopReplaced(needed: Int) -> [TaskOrder] {
    let excess = healthy + failing.count - needed
    guard excess > 0 else { return [] }
    return failing.prefix(excess).map { .stopFailing($0) }
  }

  /// Stops one task that fails its checks where `maximumPercent` leaves no room for a replacement, the
  /// next one at `time`, when that has started.
  func makeRoom(again time: SimTime) -> [TaskOrder] {
    guard kept == healthy, let task = failing.first else { return [] }
    return [.stopFailing(task), .act(.schedule(.tasks(.reconcile), at: time))]
  }
}
