internal import Ledger

/// Lambda requests and duration: a free allowance for the account, then duration tiers per
/// architecture, both each month; storage beyond 512 MB; environments kept ready.
///
/// The allowances are not given to functions with provisioned concurrency, whose duration has a
/// price of its own (AWS, "Lambda pricing").
enum LambdaMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .lambdaRequests, service: .lambda, noun: "requests",
      price: .byVariant(
        ["", "x86", "arm", "x86.provisioned", "arm.provisioned"].map {
          ($0, SKUName("lambda.requests"))
        }),
      allowance: .freeTier("lambda.requests.free", variants: isOnDemand)),
    DirectMeter(
      meter: .lambdaDuration, service: .lambda, noun: "duration",
      price: .byVariant([
        ("x86", SKUName("lambda.x86.duration")), ("arm", SKUName("lambda.arm.duration")),
        ("x86.provisioned", SKUName("lambda.x86.provisioned_duration")),
        ("arm.provisioned", SKUName("lambda.arm.provisioned_duration")),
      ]),
      allowance: .freeTier("lambda.duration.free", variants: isOnDemand),
      isSavingsPlanEligible: { _ in true }),
    DirectMeter(
      meter: .lambdaProvisioned, service: .lambda, noun: "provisioned-concurrency",
      price: .byVariant([
        ("x86", SKUName("lambda.x86.provisioned_concurrency")),
        ("arm", SKUName("lambda.arm.provisioned_concurrency")),
      ]), isSavingsPlanEligible: { _ in true }),
    DirectMeter(
      meter: .lambdaEphemeral, service: .lambda, noun: "ephemeral",
      price: .byVariant(
        ["", "x86", "arm"].map { ($0, SKUName("lambda.ephemeral_over_512mb")) })),
  ]

  private static let isOnDemand: @Sendable (String) -> Bool = { !$0.hasSuffix(".provisioned") }
}
