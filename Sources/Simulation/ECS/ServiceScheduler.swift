internal import Kernel
internal import Units

/// ECS's service scheduler while no deployment is in progress: which tasks start and stop, so that
/// there are as many as the desired count says.
struct ServiceScheduler {
  private let settings: SchedulerSettings
  private let key: RunKey

  init(_ settings: SchedulerSettings, key: RunKey) {
    self.settings = settings
    self.key = key
  }

  /// Starts what is missing, and stops what has been replaced.
  ///
  /// - Parameters:
  ///   - interrupted: tasks that are on their way out and still counted on.
  ///   - revision: of the tasks to start.
  func fill(
    _ fleet: Fleet, desired: Int, interrupted: Int, revision: Int, at now: SimTime
  ) -> [TaskOrder] {
    let strength = fleet.strength()
    let missing = desired - strength.kept - interrupted
    var orders: [TaskOrder] = []
    if missing > 0 {
      let most = max(desired, desired * settings.maximumPercent / 100)
      let room = most - fleet.wanted
      // What is missing altogether is not held up by the limit, which is for replacements.
      let launches = min(missing, max(room, desired - fleet.wanted - interrupted))
      orders =
        launches > 0
        ? Array(repeating: .launch(revision: revision), count: launches)
        : strength.makeRoom(again: now + settings.stopToDeregister)
    }
    return orders + strength.stopReplaced(needed: desired)
  }

  /// Stops so many tasks too many.
  ///
  /// - Parameter zones: of the run.
  func shrink(_ fleet: Fleet, by surplus: Int, zones: Int, at now: SimTime) -> [TaskOrder] {
    guard surplus > 0 else { return [] }
    let victims = fleet.victims(surplus, zones: zones, at: now, random: draws(at: now))
    let orders = victims.map { TaskOrder.stop($0) }
    // Looks again when the protection of a task ends that had to stay.
    guard victims.count < surplus, let end = fleet.nextProtectionEnd(after: now)
    else { return orders }
    return orders + [.act(.schedule(.tasks(.reconcile), at: end))]
  }

  /// A stream for this instant, where ECS stops any task of a zone.
  private func draws(at now: SimTime) -> RandomStream? {
    settings.stopsAnyTask ? key.stream("scale-in", "\(now.nanoseconds)") : nil
  }
}

/// How ECS's service scheduler keeps to the desired count.
struct SchedulerSettings {
  /// Most tasks at a time as a share of the desired count, while some are replaced.
  let maximumPercent: Int
  /// Whether any task of the fullest zone stops, or the newest.
  let stopsAnyTask: Bool
  /// From "stopped a task" to its target being deregistered.
  let stopToDeregister: SimDuration

  init(_ configuration: ServiceConfiguration) {
    maximumPercent = configuration.maximumPercent
    stopsAnyTask = configuration.lifeCycle.stopsAnyTask
    stopToDeregister = configuration.lifeCycle.stopToDeregister
  }
}
