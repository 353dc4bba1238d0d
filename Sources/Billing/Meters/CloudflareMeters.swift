internal import Ledger

/// Cloudflare's plans in front of everything, by the month or a year ahead.
enum CloudflareMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .cloudflarePlan, service: .cloudflare, noun: "plan",
      price: .byVariant(
        ["pro", "business"].flatMap { plan in
          [
            (plan, SKUName("cloudflare.\(plan)", .monthly)),
            ("\(plan).annual", SKUName("cloudflare.\(plan)", .annual)),
          ]
        }))
  ]
}
