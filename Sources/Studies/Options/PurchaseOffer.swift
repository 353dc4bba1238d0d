internal import Billing
internal import Ledger

/// One line of the list of ways to buy.
struct PurchaseOffer: Sendable {
  let name: String
  let how: String
  /// What is committed, and the usage after it is moved to Spot.
  let apply: @Sendable (CommitmentSizing, UsageLedger) -> (Commitments, UsageLedger)
}

extension PurchaseOptions {
  /// In the order of reports; one entry adds a way to buy.
  static let offers: [PurchaseOffer] = [
    PurchaseOffer(
      name: "Fargate Spot",
      how: "Fargate above the quietest hour runs on Spot; interruptions are not priced."
    ) { sizing, usage in (Commitments(), sizing.onSpotAboveQuietest(usage)) },
    PurchaseOffer(
      name: "Savings plan, 1 year",
      how: "Compute Savings Plan, nothing upfront, for Fargate's quietest hour."
    ) { sizing, usage in (sizing.commitments(plan: (.oneYear, .noUpfront)), usage) },
    PurchaseOffer(
      name: "Savings plan, 3 years",
      how: "Compute Savings Plan, nothing upfront, for Fargate's quietest hour."
    ) { sizing, usage in (sizing.commitments(plan: (.threeYears, .noUpfront)), usage) },
    PurchaseOffer(
      name: "Reserved, 1 year",
      how: "Databases and cache nodes that always run, nothing upfront."
    ) { sizing, usage in (sizing.commitments(reserved: (.oneYear, .noUpfront)), usage) },
    PurchaseOffer(
      name: "Reserved, 3 years",
      how: "Databases and cache nodes that always run, part of it upfront."
    ) { sizing, usage in (sizing.commitments(reserved: (.threeYears, .partialUpfront)), usage) },
    PurchaseOffer(
      name: "All for 1 year and Spot",
      how: "Savings plan and reservations for what always runs, Spot for the rest of Fargate."
    ) { sizing, usage in
      (
        sizing.commitments(plan: (.oneYear, .noUpfront), reserved: (.oneYear, .noUpfront)),
        sizing.onSpotAboveQuietest(usage)
      )
    },
    PurchaseOffer(
      name: "All for 3 years and Spot",
      how: "The same for three years; part of the reservations upfront."
    ) { sizing, usage in
      (
        sizing.commitments(
          plan: (.threeYears, .noUpfront), reserved: (.threeYears, .partialUpfront)),
        sizing.onSpotAboveQuietest(usage)
      )
    },
  ]
}
