internal import Ledger

/// CloudFront: bytes and requests from the edges of North America and Europe, fetches, flat plans.
///
/// A terabyte and ten million requests are free each month; fetching from AWS origins is free, what
/// goes to the origin is not.
enum CloudFrontMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .cloudFrontEgress, service: .cloudFront, noun: "cloudfront-egress",
      price: .always("cloudfront.egress"), allowance: .freeTier("cloudfront.free.egress")),
    DirectMeter(
      meter: .cloudFrontRequests, service: .cloudFront, noun: "cloudfront-requests",
      price: .pattern(prefix: "cloudfront.", such: ["http", "https"]),
      allowance: .freeTier("cloudfront.free.requests")),
    DirectMeter(
      meter: .cloudFrontOrigin, service: .cloudFront, noun: "cloudfront-origin",
      price: .always("cloudfront.origin")),
    DirectMeter(
      meter: .cloudFrontPlan, service: .cloudFront, noun: "cloudfront-plan",
      price: .byVariant(
        ["free", "pro", "business", "premium"].map {
          ($0, SKUName("cloudfront.flat.\($0)", .flatPlan))
        })),
  ]
}
