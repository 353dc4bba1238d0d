internal import Autoscaling
internal import Kernel
package import Simulation
internal import Units

/// How far a service's scaling was from what perfect foresight allows.
package struct ServiceBound: Sendable {
  package let name: String
  /// Billed seconds of the policy's tasks.
  package let policySeconds: Int64
  /// Billed seconds of the cheapest schedule of whole minutes that held the target wherever the policy
  /// held it, and served with as many tasks where it did not.
  package let programmeSeconds: Int64
  /// Billed seconds of the cheapest schedule that held the target in every minute.
  package let fullServiceSeconds: Int64
  /// Minutes in which the policy had fewer tasks than the target asks for.
  package let shortMinutes: Int
  /// Percent of the tasks' CPU.
  package let utilisationTarget: Double

  /// - Parameters:
  ///   - initial: tasks when the period began; `nil` for what the service states.
  ///   - offered: requests of each minute.
  ///   - healthy: the policy's tasks that served at the end of each minute.
  ///   - target: percent of the CPU that tasks may use; `nil` for the service's own.
  package init(
    service: ServiceConfiguration, initial: Int? = nil, offered: [Int64], healthy: [Int],
    taskSeconds: Int64, periodSeconds: Int64, target: Double?
  ) {
    name = service.name
    let initial = initial ?? service.initialTasks
    policySeconds = taskSeconds
    let target = target ?? service.cpuTarget ?? 70
    utilisationTarget = target
    let fewest =
      ([service.minTasks] + service.scheduledActions.compactMap(\.minCapacity)).min() ?? 0
    let most = max(
      ([service.maxTasks] + service.scheduledActions.compactMap(\.maxCapacity)).max() ?? 1,
      healthy.max() ?? 1, initial)
    var short = 0
    var fair: [ScheduleBound.Minute] = []
    var full: [ScheduleBound.Minute] = []
    for minute in offered.indices {
      let seconds = min(60, periodSeconds - Int64(minute) * 60)
      let needed = min(
        most, service.tasksNeeded(requests: offered[minute], seconds: seconds, target: target))
      // A task counts for a minute that it served from its start to its end.
      let served = min(
        healthy[minute], minute == 0 ? initial : healthy[minute - 1])
      if served < needed { short += 1 }
      fair.append(
        ScheduleBound.Minute(
          needed: min(needed, served), fewest: min(fewest, served), most: most, seconds: seconds))
      full.append(
        ScheduleBound.Minute(needed: needed, fewest: fewest, most: most, seconds: seconds))
    }
    shortMinutes = short
    let programme = ScheduleBound(
      initial: initial, startSeconds: service.leastBilledStart,
      leadMinutes: Int(service.leastStart.nanoseconds.ceilingDivided(by: 60_000_000_000)))
    programmeSeconds = programme.taskSeconds(fair)
    fullServiceSeconds = programme.taskSeconds(full)
  }

  /// The same of any schedule: the policy's own is possible, too, and may change within a minute.
  package var boundSeconds: Int64 { min(programmeSeconds, policySeconds) }

  /// What the policy used over what was possible; `nil` where nothing was needed.
  package var ratio: Double? {
    boundSeconds > 0 ? Double(policySeconds) / Double(boundSeconds) : nil
  }
}

extension ServiceConfiguration {
  /// The target of its CPU tracking.
  fileprivate var cpuTarget: Double? {
    policies.lazy.compactMap { $0 as? TargetTracking }
      .first { $0.metric == .cpu || $0.metric == .cpuHighResolution }?.target
      ?? kubernetesHPA?.target(of: .cpu)
  }

  /// The fewest tasks that keep their mean CPU at or below `target` percent.
  fileprivate func tasksNeeded(requests: Int64, seconds: Int64, target: Double) -> Int {
    let free = target / 100 - idleCPU
    guard requests > 0 else { return 0 }
    guard free > 0, seconds > 0 else { return maxTasks }
    let work = Double(requests) * demand.cpu.mean
    let perTask = Double(seconds) * Double(cpuUnits) / 1024 * free
    return Int(min((work / perTask).rounded(.up), 1e6))
  }

  /// From RUNNING to the last check: what a new task is billed for at the least before it serves.
  ///
  /// The image pull is billed too; where its time is drawn it has no least, so only a constant one
  /// counts.
  fileprivate var leastBilledStart: Int64 {
    lifeCycle.timeToHealthy.nanoseconds / 1_000_000_000
      + (lifeCycle.startSigma == 0
        ? Int64(lifeCycle.imageMB * lifeCycle.pullSecondsPerMB) : 0)
  }

  fileprivate var leastStart: SimDuration {
    lifeCycle.timeToHealthy
      + (lifeCycle.startSigma == 0
        ? lifeCycle.provisioning
          + SimDuration(seconds: lifeCycle.imageMB * lifeCycle.pullSecondsPerMB) : .zero)
  }
}
