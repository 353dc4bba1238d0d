internal import Autoscaling
internal import Kernel
internal import Units

extension ServiceConfiguration {
  /// The total of a metric over all tasks that an hour of so many requests to the service is
  /// expected to make, in the metric's unit.
  ///
  /// What a task uses without any request counts as often as tasks are needed to hold `target`.
  ///
  /// - Returns: `nil` where one task uses as much as the target before any request.
  func expectedLoad(of metric: ScalingMetric, requests: Double, target: Double) -> Double? {
    let perSecond = requests / 3600
    switch metric {
    case .requestCountPerTarget: return requests / 60
    case .cpu, .cpuHighResolution:
      let vCPU = Double(cpuUnits) / 1024
      return Self.total(
        100 * perSecond * steadyDemand.cpu.mean / vCPU, base: 100 * idleCPU, target: target)
    case .memory, .memoryHighResolution:
      let seconds = secondsInProgress
      let used =
        memoryUse.perConcurrentRequest * perSecond * seconds + memoryUse.perRequest * requests / 60
      return Self.total(
        100 * used / Double(memoryMB), base: 100 * memoryUse.base / Double(memoryMB),
        target: target)
    default: return nil
    }
  }

  /// What a request asks for with the connection that it opens, under a steady load: what that takes
  /// of CPU as long as it is open.
  package var steadyDemand: RequestDemand {
    guard let connection else { return demand }
    let work = demand.cpu.mean + connection.cpuPerSecond * connection.duration.mean
    return RequestDemand(
      cpu: demand.cpu.mean > 0 ? demand.cpu.scaled(by: work / demand.cpu.mean) : .constant(work),
      wait: .constant(demand.wait.mean + connection.duration.mean))
  }

  /// For how long a request is in progress that does not wait for a processor, with its connection.
  private var secondsInProgress: Double {
    demand.cpu.mean / serverSpeed + demand.wait.mean + (connection?.duration.mean ?? 0)
  }

  /// The service with requests that take what their connections do under a steady load.
  ///
  /// For planes that know no connections. Nobody gives up a request because its connection is open.
  var withoutConnections: ServiceConfiguration {
    guard let connection else { return self }
    let open = SimDuration(seconds: connection.duration.mean)
    var service = self
    service.connection = nil
    service.demand = steadyDemand
    service.timeouts.client = timeouts.client.map { $0 + open }
    service.timeouts.loadBalancerIdle = timeouts.loadBalancerIdle + open
    return service
  }

  /// `load` of the requests, and `base` of each of the tasks that it takes.
  private static func total(_ load: Double, base: Double, target: Double) -> Double? {
    guard target > base else { return nil }
    return load * target / (target - base)
  }
}
