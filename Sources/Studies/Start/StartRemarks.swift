internal import Kernel
internal import Scenarios
internal import Simulation
internal import Units
internal import Workload

extension RunPlan {
  /// Lines for standard error, one for each service whose stated `initial` is too small for the load
  /// of its first minute.
  package var startRemarks: [String] {
    let steps = min(profile.expected.count, max(1, Int(60 / profile.step)))
    guard steps > 0 else { return [] }
    let requests = profile.expected.prefix(steps).reduce(0, +)
    let rate = requests / Double(Int64(steps) * profile.step)
    return scenario.servicesWithWholeShares.compactMap { $0.startRemark(rate: rate * $0.share) }
  }
}

extension ServiceConfiguration {
  /// - Parameter rate: requests of the service in a second, in its first minute.
  /// - Returns: `nil` where the initial tasks do, or are not stated.
  fileprivate func startRemark(rate: Double) -> String? {
    guard !startsWarm, rate > 0 else { return nil }
    let least = tasksNeeded(rate: rate)
    // Busier than twice what its policies hold is as good as overloaded.
    let wanted = min(max(tasksAsked(rate: rate) ?? least, least), max(maxTasks, least))
    guard initialTasks < least || initialTasks * 2 < wanted else { return nil }
    let tasks = initialTasks == 1 ? "1 task is" : "\(initialTasks) tasks are"
    return "services.\(name).initial: \(tasks) too few for the load of the first minute; \(wanted)"
      + " would do, and without `initial` the run starts warm"
  }

  /// The fewest tasks that can serve a steady load at all.
  private func tasksNeeded(rate: Double) -> Int {
    let vCPU = Double(cpuUnits) / 1024 * max(0, 1 - idleCPU)
    var tasks = vCPU > 0 ? rate * steadyDemand.cpu.mean / vCPU : .infinity
    if let concurrency {
      let open = demand.cpu.mean / serverSpeed + demand.wait.mean
      tasks = max(tasks, rate * open / Double(concurrency))
    }
    return Int(min(tasks.rounded(.up), 1e6))
  }
}
