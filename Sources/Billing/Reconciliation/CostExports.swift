internal import Units

/// A format of real costs: what its columns are called and what its rows mean.
protocol CostExport: Sendable {
  /// For reports.
  static var name: String { get }
  /// Columns that tell the format, named as `column(_:)` makes them.
  static var needed: [String] { get }
  /// A column's name in the one form that `row` asks for.
  static func column(_ header: String) -> String
  static func row(_ cells: inout ExportCells, basis: CostBasis) -> ActualRow
}

/// Every format that can be read; one file and one line here add another.
enum CostExports {
  static let all: [any CostExport.Type] = [CURExport.self, FOCUSExport.self]
}

/// AWS Cost and Usage Reports, the legacy form (`lineItem/UsageAmount`) and CUR 2.0
/// (`line_item_usage_amount`).
///
/// Amortised costs follow AWS's "Understanding your amortized costs": effective cost for what a
/// commitment covered, the unused part of its fees, and neither negations nor fees paid ahead.
enum CURExport: CostExport {
  static let name = "AWS CUR"
  static let needed = [
    "line_item_line_item_type", "line_item_usage_type", "line_item_unblended_cost",
    "line_item_usage_amount", "line_item_product_code",
  ]

  /// `lineItem/UsageAmount` as `line_item_usage_amount`.
  static func column(_ header: String) -> String {
    var name = ""
    for character in header {
      if character == "/" {
        name.append("_")
      } else if character.isUppercase {
        if !name.isEmpty, name.last != "_" { name.append("_") }
        name += character.lowercased()
      } else {
        name.append(character)
      }
    }
    return name
  }

  static func row(_ cells: inout ExportCells, basis: CostBasis) -> ActualRow {
    let kind = cells.text("line_item_line_item_type")
    let unblended = cells.amount("line_item_unblended_cost", required: true)
    cells.currency("line_item_currency_code")
    let (standing, cost) =
      basis == .cash ? (.usage, unblended) : amortised(kind, unblended: unblended, &cells)
    let usageType = cells.text("line_item_usage_type")
    let region = cells.text("product_region_code")
    return ActualRow(
      standing: standing, service: cells.text("line_item_product_code"), usageType: usageType,
      operation: cells.text("line_item_operation"), description: "", unit: "", ownKey: nil,
      region: region.isEmpty ? AWSRegions.split(usageType).region : region,
      attributes: [
        "instancetype": cells.text("product_instance_type"),
        "databaseengine": cells.text("product_database_engine"),
        "cacheengine": cells.text("product_cache_engine"),
      ],
      quantity: isUsage(kind) ? cells.amount("line_item_usage_amount") : 0,
      unitSize: Decimal12.one, cost: Money(trillionths: cost),
      start: cells.time("line_item_usage_start_date"), end: cells.time("line_item_usage_end_date"))
  }

  private static func isUsage(_ kind: String) -> Bool {
    ["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage"].contains(kind)
  }

  private static func amortised(
    _ kind: String, unblended: Int128, _ cells: inout ExportCells
  ) -> (ActualRow.Standing, Int128) {
    switch kind {
    case "DiscountedUsage": return (.usage, cells.amount("reservation_effective_cost"))
    case "SavingsPlanCoveredUsage":
      return (.usage, cells.amount("savings_plan_savings_plan_effective_cost"))
    case "RIFee":
      return (
        .unusedCommitment,
        cells.amount("reservation_unused_amortized_upfront_fee_for_billing_period")
          + cells.amount("reservation_unused_recurring_fee")
      )
    case "SavingsPlanRecurringFee":
      return (
        .unusedCommitment,
        cells.amount("savings_plan_total_commitment_to_date")
          - cells.amount("savings_plan_used_commitment")
      )
    case "SavingsPlanNegation", "SavingsPlanUpfrontFee", "Tax", "Credit", "Refund":
      return (.excluded(kind), unblended)
    default: return (.usage, unblended)
    }
  }
}

/// FOCUS cost and usage, 1.0 to 1.4, with AWS's own columns where they are.
enum FOCUSExport: CostExport {
  static let name = "FOCUS"
  static let needed = [
    "BilledCost", "EffectiveCost", "ChargeCategory", "ServiceName", "ChargePeriodStart",
    "ChargePeriodEnd", "BillingCurrency",
  ]

  static func column(_ header: String) -> String { header }

  static func row(_ cells: inout ExportCells, basis: CostBasis) -> ActualRow {
    let category = cells.text("ChargeCategory")
    let billed = cells.amount("BilledCost", required: true)
    let effective = cells.amount("EffectiveCost", required: basis == .amortised)
    cells.currency("BillingCurrency")
    let isLeftOut = basis == .amortised && ["Tax", "Credit"].contains(category)
    let isUnused = cells.text("CommitmentDiscountStatus") == "Unused"
    let pricingUnit = cells.text("PricingUnit")
    let usageType = [cells.text("x_UsageType"), cells.text("SkuMeter")].first { !$0.isEmpty } ?? ""
    let region = cells.text("RegionId")
    return ActualRow(
      standing: isLeftOut ? .excluded(category) : isUnused ? .unusedCommitment : .usage,
      service: cells.text("ServiceName"), usageType: usageType,
      operation: cells.text("x_Operation"), description: cells.text("ChargeDescription"),
      unit: pricingUnit, ownKey: cells.text("SkuId"),
      region: region.isEmpty ? AWSRegions.split(usageType).region : region, attributes: [:],
      quantity: category == "Usage" && !isUnused ? cells.amount("PricingQuantity") : 0,
      unitSize: (Int128(pricingUnit.prefix { $0.isNumber }) ?? 1) * Decimal12.one,
      cost: Money(trillionths: isLeftOut || basis == .cash ? billed : effective),
      start: cells.time("ChargePeriodStart"), end: cells.time("ChargePeriodEnd"))
  }
}
