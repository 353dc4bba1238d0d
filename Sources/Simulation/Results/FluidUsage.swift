package import Ledger

/// What a service used over a period, without how it came about.
package struct FluidUsage: Sendable {
  package let hourly: HourlyLoad
  /// Fargate readings.
  package let usage: UsageLedger
  /// Billable seconds of all tasks.
  package let taskSeconds: Int64
  /// What its tasks took of the account's quotas.
  package let fargateUse: FargateUse
  /// What contradicts the run's own books: a fault of the simulator, never of its input.
  package let contradictions: [String]

  init(
    hourly: HourlyLoad, usage: UsageLedger, taskSeconds: Int64, fargateUse: FargateUse,
    contradictions: [String]
  ) {
    self.hourly = hourly
    self.usage = usage
    self.taskSeconds = taskSeconds
    self.fargateUse = fargateUse
    self.contradictions = contradictions
  }

  init(_ outcome: ServiceOutcome) {
    self.init(
      hourly: outcome.hourly, usage: outcome.usage, taskSeconds: outcome.taskSeconds,
      fargateUse: outcome.fargateUse, contradictions: outcome.contradictions)
  }
}
