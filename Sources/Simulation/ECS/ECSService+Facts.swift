internal import Autoscaling
internal import Ledger
internal import Units

// What others may ask; nothing here changes the service.
extension ECSService {
  @inline(__always)
  func running(at now: SimTime) -> Int { tasks.fleet.running }
  var healthy: Int { tasks.fleet.healthy }
  var isDeploying: Bool { deployments.isDeploying }
  func isSteady(at now: SimTime) -> Bool { tasks.fleet.isSteady(desired: desired) }
  var serving: (tasks: Int, targets: Int) { tasks.fleet.serving }
  var runningChanges: [CountChange] { tasks.books.runningChanges }
  var watchesMinutes: Bool { behaviors.watchesMinutes }

  func pods(initialization: SimDuration, at now: SimTime) -> (running: Int, ready: Int) {
    tasks.fleet.pods(initialization: initialization, at: now)
  }

  func taskNanoseconds(until now: SimTime) -> Int128 {
    tasks.books.statistics.taskNanoseconds(until: now)
  }

  // What happened, once the run has ended.
  var books: TaskBooks { tasks.books }
  var spotOutcome: SpotOutcome? { tasks.placement.spotOutcome }
  var failedStarts: Int { tasks.placement.failedStarts }
  var fargateUse: FargateUse { tasks.placement.use }
  var tasksLostWithZones: Int { disturbances.lostTasks }
  var figures: [BehaviorFigure] { behaviors.figures }

  var checkedTargets: [TaskID] { checks.targets(of: tasks.fleet.tasks) }
  var isCheckScheduled: Bool { checks.isScheduled }
  var checkSecondsWatched: Double { checks.secondsWatched }

  // MARK: What is known from the start

  var plannedEvents: Actions {
    settings.deployments.plannedTimes(in: calendar) + disturbances.plannedCounts(in: calendar)
  }

  var outages: Actions {
    tasks.placement.plannedSpotOutages(until: calendar.end)
      + disturbances.plannedOutages(in: calendar)
  }

  // MARK: As its parts see it

  func disturbanceView(at now: SimTime, isScaling: Bool) -> Disturbances.View {
    Disturbances.View(
      now: now, fleet: tasks.fleet, openZones: tasks.placement.openZones,
      revision: deployments.revision, isSettled: !isScaling && isSteady(at: now),
      timeToUnhealthy: settings.health.target.timeToUnhealthy)
  }

  func view(at now: SimTime) -> BehaviorView {
    behaviors.view(
      at: now, desired: desired, isDeploying: deployments.isForward,
      tasks: tasks.fleet.tasks.filter(\.isRunning).map { view($0) })
  }

  func view(_ task: FleetTask) -> TaskView {
    TaskView(
      id: task.id, isHealthy: task.isHealthy, connections: behaviors.connections(of: task.id),
      isNew: deployments.isNew(task))
  }
}
