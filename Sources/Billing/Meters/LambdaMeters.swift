internal import Ledger

/// Lambda requests and duration: a free allowance for the account, then duration tiers per
/// architecture, both each month.
enum LambdaMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .lambdaRequests, line: .lambda, noun: "requests",
      price: .byVariant(["", "x86", "arm"].map { ($0, SKUName("lambda.requests")) }),
      allowance: .freeTier("lambda.requests.free")),
    DirectMeter(
      meter: .lambdaDuration, line: .lambda, noun: "duration",
      price: .byVariant([
        ("x86", SKUName("lambda.x86.duration")), ("arm", SKUName("lambda.arm.duration")),
      ]),
      allowance: .freeTier("lambda.duration.free"), isSavingsPlanEligible: { _ in true }),
  ]
}
