internal import Kernel
internal import Units

extension ServiceRun {
  /// ECS starts or stops as many tasks as the desired count asks for.
  mutating func reconcile() {
    // A recorded count follows its recording, not the desired count.
    if recording?.running != nil { return checkSteadyState() }
    if deployment != nil {
      reconcileDeployment()
      return checkSteadyState()
    }
    let surplus = fleet.wanted - desired
    if surplus < 0 {
      for _ in 0..<max(0, -surplus - interruptedTasks) { launch() }
    } else {
      let victims = fleet.victims(surplus, zones: zones.count, at: now, random: victimDraws)
      for task in victims { choose(task) }
      if victims.count < surplus { awaitProtectionEnd() }
    }
    checkSteadyState()
  }

  /// A stream for this instant, where ECS stops any task of a zone.
  private var victimDraws: RandomStream? {
    guard configuration.lifeCycle.stopsAnyTask else { return nil }
    return RandomStream(
      seed: seed, replication: replication, component: "scale-in",
      entity: "\(configuration.name)/\(now.nanoseconds)")
  }

  mutating func launch() {
    let id = fleet.nextID
    fleet.add(nextProvider(), billedFrom: .distantFuture, phase: .starting)
    place(id)
  }

  /// Draws the start-up times of a new task; each task has its own stream, so that the times of one
  /// do not depend on how many others there were draws for.
  mutating func bringUp(_ task: FleetTask) {
    var task = task
    let times = configuration.lifeCycle
    let id = task.id
    var stream = RandomStream(
      seed: seed, replication: replication, component: "task start",
      entity: "\(configuration.name)/\(id.index)")
    let factor = stream.lognormalFactor(sigma: times.startSigma)
    let launch = account.launch(configuration.cpuUnits, on: task.provider, at: now)
    let pull = launch + SimDuration(seconds: times.provisioning.inSeconds * factor)
    let pullSeconds = times.imageMB * times.pullSecondsPerMB * factor
    task.billedFrom = pull
    fleet.update(task)
    schedule(.task(id.index, .started), at: pull + SimDuration(seconds: pullSeconds))
  }

  func nextProvider() -> CapacityProviderStrategyItem.Provider {
    configuration.capacityProviders.provider { provider in
      fleet.tasks.count { $0.isWanted && $0.provider == provider }
    }
  }

  /// Tells a task to stop: one that is still starting goes at once, a running one is deregistered
  /// a while later.
  mutating func choose(_ victim: FleetTask) {
    if victim.phase == .starting { return remove(victim) }
    var task = victim
    task.isStopping = true
    fleet.update(task)
    schedule(
      .task(task.id.index, .deregistered), at: now + configuration.lifeCycle.stopToDeregister)
  }

  /// Carries a task one step on; steps of tasks that were stopped meanwhile are void.
  mutating func take(_ step: TaskStep, task index: Int) {
    guard var task = fleet.task(index) else { return }
    switch step {
    case .started:
      if failsToStart(task) { break }
      task.phase = .running
      task.runningSince = now
      task.protectedUntil = protection(of: task.id)
      fleet.update(task)
      plane.taskStarted(task.id)
      scheduleInterruption(of: task.id, on: task.provider)
      let times = configuration.lifeCycle
      schedule(.task(index, .registered), at: now + min(times.timeToAnswer, timeToHealthy))
      schedule(.task(index, .healthy), at: now + timeToHealthy)
    case .registered:
      if task.phase == .running, !task.isLost { plane.taskRegistered(task.id) }
    case .healthy:
      guard task.phase == .running, !task.isLost else { return }
      let isFirst = fleet.healthy == 0
      task.phase = .healthy
      fleet.update(task)
      if isHeld(task) { break }
      let ramp = configuration.lifeCycle.slowStart
      if Plane.isExact || isFirst || ramp == .zero {
        plane.taskHealthy(task.id)
      } else {
        schedule(.task(index, .ramped), at: now + SimDuration(nanoseconds: ramp.nanoseconds / 2))
      }
      balance(with: task.id)
    case .ramped:
      if task.phase == .healthy, !task.isUnhealthy, !task.isLost, !isHeld(task) {
        plane.taskHealthy(task.id)
      }
    case .lost:
      loseTask(task)
    case .retried:
      place(task.id)
    case .interrupted:
      interrupt(task)
    case .ending:
      end(task)
    case .ended:
      plane.taskStopped(task.id)
    case .deregistered:
      guard !task.isInterrupted else { return }
      task.phase = .draining
      fleet.update(task)
      plane.taskDraining(task.id)
      scheduleWhenIdle(.terminated, task, within: configuration.lifeCycle.deregistrationDelay)
    case .terminated:
      scheduleWhenIdle(.stopped, task, within: configuration.lifeCycle.stopTimeout)
    case .stopped:
      plane.taskStopped(task.id)
      remove(task)
      if task.isInterrupted { replaceInterrupted() }
    }
    countRunning()
    if deployment != nil { reconcileDeployment() }
    checkSteadyState()
  }

  private mutating func countRunning() {
    statistics.change(to: fleet.running, at: now)
    noteFleet()
    if isExplaining { runningChanges.append(CountChange(time: now, count: fleet.running)) }
  }

  var timeToHealthy: SimDuration { configuration.lifeCycle.timeToHealthy }

  /// The task's next step comes when it has answered its last request, or when `limit` is over.
  mutating func scheduleWhenIdle(
    _ step: TaskStep, _ task: FleetTask, within limit: SimDuration
  ) {
    let idle = max(now, plane.idleTime(of: task.id))
    schedule(.task(task.id.index, step), at: min(idle, now + limit))
  }

  mutating func remove(_ task: FleetTask) {
    fleet.remove(task)
    if task.billedFrom < .distantFuture {
      account.release(configuration.cpuUnits, on: task.provider, at: now)
    }
    meter.stopped(task.provider, from: task.billedFrom, to: now)
  }
}
