internal import Units

/// The balance of a service's tasks between zones: ECS moves one task at a time from the fullest zone to
/// the emptiest, and the new one starts before the old one stops (aws-autoscaling reference section 5.4).
struct ZoneBalance {
  private static let interval = SimDuration.minutes(1)

  private let isOn: Bool
  private let zones: Int
  /// A task that was started to restore the balance, until another has been stopped for it.
  private var moved: TaskID?

  /// - Parameters:
  ///   - isOn: whether the service is rebalanced.
  ///   - zones: of the run.
  init(isOn: Bool, zones: Int) {
    self.isOn = isOn
    self.zones = zones
  }

  /// When ECS looks at the balance next; none where it does not.
  func next(after now: SimTime) -> [ControlAction] {
    isOn && zones > 1 ? [.schedule(.tasks(.disturbance(.rebalance)), at: now + Self.interval)] : []
  }

  /// Looks at the balance; it waits while the service is not settled.
  mutating func look(_ view: Disturbances.View) -> [TaskOrder] {
    if let task = moved, view.fleet.task(task.index) == nil { moved = nil }
    let counts = view.fleet.perZone(zones)
    guard let most = counts.max(), let least = view.openZones.map({ counts[$0] }).min(),
      most - least >= 2
    else { return [] }
    let next = next(after: view.now).map { TaskOrder.act($0) }
    guard moved == nil, view.isSettled else { return next }
    moved = view.fleet.nextID
    return next + [.launch(revision: view.revision)]
  }

  /// A task serves.
  ///
  /// - Returns: ECS's next look, at once, where it is the one that restores the balance: one of the
  ///   fullest zone stops then.
  mutating func serves(_ id: TaskID, at now: SimTime) -> [ControlAction] {
    guard moved == id else { return [] }
    moved = nil
    return [.schedule(.tasks(.reconcile), at: now)]
  }
}
