internal import Ledger

/// Fargate tasks: billed on the task's size from image pull to stop, whatever it uses.
///
/// The one-minute minimum and the rounding to a second hold for each task, so whoever meters tasks
/// applies them; the ledger holds billed time. A Compute Savings Plan covers vCPU and memory on
/// demand, neither Spot nor ephemeral storage (prices reference section 1).
enum FargateMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .fargateCPU, service: .ecs, noun: "vcpu", price: sizes("vcpu"),
      isSavingsPlanEligible: isOnDemand),
    DirectMeter(
      meter: .fargateMemory, service: .ecs, noun: "memory", price: sizes("gb"),
      isSavingsPlanEligible: isOnDemand),
    DirectMeter(
      meter: .fargateEphemeral, service: .ecs, noun: "ephemeral",
      price: .byVariant(
        ["", "x86", "arm", "spot.x86", "spot.arm"].map {
          ($0, SKUName("fargate.ephemeral_over_20gb"))
        })),
  ]

  private static func sizes(_ dimension: String) -> SKUChoice {
    .byVariant([
      ("x86", SKUName("fargate.x86.\(dimension)")),
      ("arm", SKUName("fargate.arm.\(dimension)")),
      ("spot.x86", SKUName("fargate_spot.x86.\(dimension)", .spot)),
      ("spot.arm", SKUName("fargate_spot.arm.\(dimension)", .spot)),
    ])
  }

  private static let isOnDemand: @Sendable (String) -> Bool = { !$0.hasPrefix("spot.") }
}
