/// What Fargate grants an account in a Region, on demand and on Spot each (aws-autoscaling reference
/// section 5.2).
///
/// All services of a scenario share it.
package struct FargateQuotas: Sendable, Hashable {
  package typealias Provider = CapacityProviderStrategyItem.Provider

  /// Launches at once, and a second after them.
  package var launchBurst = 100
  package var launchesPerSecond = 20.0
  /// vCPUs that may run at once, `nil` for no limit: a launch beyond them fails.
  package var onDemandVCPUs: Double?
  package var spotVCPUs: Double?

  package init() {}

  /// The vCPUs of one kind.
  package func vCPUs(_ provider: Provider) -> Double? {
    switch provider {
    case .fargate: onDemandVCPUs
    case .fargateSpot: spotVCPUs
    }
  }
}
