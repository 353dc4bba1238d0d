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
        100 * perSecond * demand.cpu.mean / vCPU, base: 100 * idleCPU, target: target)
    case .memory, .memoryHighResolution:
      let seconds = demand.cpu.mean / serverSpeed + demand.wait.mean
      let used =
        memoryUse.perConcurrentRequest * perSecond * seconds + memoryUse.perRequest * requests / 60
      return Self.total(
        100 * used / Double(memoryMB), base: 100 * memoryUse.base / Double(memoryMB),
        target: target)
    default: return nil
    }
  }

  /// `load` of the requests, and `base` of each of the tasks that it takes.
  private static func total(_ load: Double, base: Double, target: Double) -> Double? {
    guard target > base else { return nil }
    return load * target / (target - base)
  }
}
