internal import Units

/// What the services of an account have left of its Fargate quotas.
///
/// An object, since several services may share it; then their runs take turns on one thread.
final class FargateAccount {
  private let quotas: FargateQuotas
  private var onDemand: Use
  private var spot: Use
  /// What has been taken and given back, and whether the quotas held anything up.
  private(set) var record = FargateUse()

  private struct Use {
    var bucket: LaunchBucket
    var cpuUnits = 0
  }

  init(_ quotas: FargateQuotas) {
    self.quotas = quotas
    let bucket = LaunchBucket(burst: quotas.launchBurst, perSecond: quotas.launchesPerSecond)
    onDemand = Use(bucket: bucket)
    spot = Use(bucket: bucket)
  }

  /// Whether one more task of that size may run.
  func hasRoom(_ units: Int, on provider: FargateQuotas.Provider) -> Bool {
    guard let most = quotas.vCPUs(provider) else { return true }
    let hasRoom = Double(self[provider].cpuUnits + units) <= most * 1024
    if !hasRoom { record.wasHeldUp = true }
    return hasRoom
  }

  /// Launches a task.
  ///
  /// - Returns: when it goes ahead.
  func launch(_ units: Int, on provider: FargateQuotas.Provider, at now: SimTime) -> SimTime {
    let time = self[provider].bucket.take(at: now)
    if time > now { record.wasHeldUp = true }
    change(units, on: provider, at: now, isLaunch: true)
    return time
  }

  /// Counts a task that ran before the account was looked at.
  func begin(_ units: Int, on provider: FargateQuotas.Provider) {
    change(units, on: provider, at: .start, isLaunch: false)
  }

  /// A task has stopped, or was never RUNNING.
  func release(_ units: Int, on provider: FargateQuotas.Provider, at now: SimTime) {
    change(-units, on: provider, at: now, isLaunch: false)
  }

  private func change(
    _ units: Int, on provider: FargateQuotas.Provider, at now: SimTime, isLaunch: Bool
  ) {
    self[provider].cpuUnits += units
    record.changes.append(
      FargateUse.Change(time: now, provider: provider, cpuUnits: units, isLaunch: isLaunch))
  }

  private subscript(provider: FargateQuotas.Provider) -> Use {
    get {
      switch provider {
      case .fargate: onDemand
      case .fargateSpot: spot
      }
    }
    set {
      switch provider {
      case .fargate: onDemand = newValue
      case .fargateSpot: spot = newValue
      }
    }
  }
}
