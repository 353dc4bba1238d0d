internal import Units

// Busy tasks fail their checks and are replaced, which makes the others busier (aws-autoscaling
// reference section 5.3, case C4). All targets are checked at the same instants, and a check waits
// like a request that takes no time.
extension ServiceRun {
  mutating func scheduleHealthChecks() {
    guard configuration.lifeCycle.unhealthyThreshold > 0 else { return }
    let interval = configuration.lifeCycle.healthCheckInterval.nanoseconds
    let count = now.nanoseconds / interval + 1
    isCheckingHealth = true
    schedule(.healthChecks, at: SimTime(nanoseconds: count * interval))
  }

  /// Where no single requests are served, checks begin with the first minute that leaves a wait.
  mutating func watchHealth() {
    if !isCheckingHealth, isAnyTargetBehind { scheduleHealthChecks() }
  }

  /// A fifth of what a check may take, so that the first that fails is not missed.
  private var isAnyTargetBehind: Bool {
    mutating get { plane.longestCheckSeconds > checkSecondsWatched }
  }

  mutating func checkHealth() {
    isCheckingHealth = false
    let stopped = replacedTasks
    for task in fleet.tasks where isChecked(task) { check(task) }
    if replacedTasks > stopped {
      schedule(.reconcile, at: now + draw(from: configuration.lifeCycle.activityToTask))
    }
    if Plane.isExact || isAnyTargetBehind || fleet.tasks.contains(where: \.isUnhealthy) {
      scheduleHealthChecks()
    }
  }

  private func isChecked(_ task: FleetTask) -> Bool {
    task.phase == .healthy && !task.isStopping && !task.isInterrupted && !task.isLost
  }

  private mutating func check(_ checked: FleetTask) {
    let times = configuration.lifeCycle
    var task = checked
    let failed = plane.checkDelay(of: task.id) > times.healthCheckTimeout
    guard failed || task.checks > 0 || task.isUnhealthy else { return }
    task.checks = failed == task.isUnhealthy ? 0 : task.checks + 1
    if task.isUnhealthy, task.checks >= max(1, times.healthyThreshold) {
      task.isUnhealthy = false
      task.checks = 0
      plane.taskHealthy(task.id)
    } else if !task.isUnhealthy, task.checks >= times.unhealthyThreshold {
      task.isUnhealthy = true
      task.checks = 0
      plane.taskUnhealthy(task.id)
    }
    fleet.update(task)
    guard task.isUnhealthy, now - task.runningSince >= times.gracePeriod else { return }
    replacedTasks += 1
    choose(task)
  }
}
