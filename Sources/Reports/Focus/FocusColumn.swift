internal import Billing
internal import Units

/// A column of the Cost and Usage dataset.
struct FocusColumn: Sendable {
  let name: String
  let versions: Set<FocusVersion>
  let value: @Sendable (FocusRow, FocusHour) -> String

  init(
    _ name: String, only versions: Set<FocusVersion> = Set(FocusVersion.allCases),
    value: @escaping @Sendable (FocusRow, FocusHour) -> String
  ) {
    self.name = name
    self.versions = versions
    self.value = value
  }

  /// The columns of a version: those of FOCUS in alphabetical order, then ours.
  static func columns(of version: FocusVersion, hasPlan: Bool) -> [FocusColumn] {
    (standard.sorted { $0.name < $1.name } + custom).filter {
      $0.versions.contains(version) && (hasPlan || $0.name != planLine)
    }
  }

  private static let standard = costs + time + commitment + price + place + resource

  private static let costs = [
    FocusColumn("BilledCost") { row, _ in FocusNumber.text(row.billed) },
    FocusColumn("EffectiveCost") { row, _ in FocusNumber.text(row.effective) },
    FocusColumn("ListCost") { row, _ in FocusNumber.text(row.listCost) },
    FocusColumn("ContractedCost") { row, _ in FocusNumber.text(row.listCost) },
    FocusColumn("PricingCurrencyEffectiveCost") { row, _ in FocusNumber.text(row.effective) },
    FocusColumn("BillingCurrency") { _, _ in "USD" },
    FocusColumn("PricingCurrency") { _, _ in "USD" },
    FocusColumn("ChargeCategory") { row, _ in row.isPurchase ? "Purchase" : "Usage" },
    FocusColumn("ChargeClass") { _, _ in "" },
    FocusColumn("ChargeDescription") { row, _ in row.description },
    FocusColumn("ChargeFrequency") { row, _ in row.frequency },
    FocusColumn("InvoiceId") { _, _ in "" },
    FocusColumn("InvoiceIssuerName") { row, _ in row.service.provider },
  ]

  private static let time = [
    FocusColumn("BillingPeriodStart") { _, hour in hour.billingStart },
    FocusColumn("BillingPeriodEnd") { _, hour in hour.billingEnd },
    FocusColumn("ChargePeriodStart") { _, hour in hour.start },
    FocusColumn("ChargePeriodEnd") { _, hour in hour.end },
  ]

  private static let commitment = [
    FocusColumn("CommitmentDiscountCategory") { row, _ in
      row.charge.commitment.map { $0.isPlan ? "Spend" : "Usage" } ?? ""
    },
    FocusColumn("CommitmentDiscountId") { row, _ in
      row.charge.commitment.map { "tosscost:commitment/\($0.name)" } ?? ""
    },
    FocusColumn("CommitmentDiscountName") { row, _ in row.charge.commitment?.name ?? "" },
    FocusColumn("CommitmentDiscountType") { row, _ in row.charge.commitment?.focusType ?? "" },
    FocusColumn("CommitmentDiscountStatus") { row, _ in row.commitmentStatus },
    FocusColumn("CommitmentDiscountQuantity") { row, _ in
      row.commitmentQuantity.map(FocusNumber.text) ?? ""
    },
    FocusColumn("CommitmentDiscountUnit") { row, _ in
      guard row.commitmentQuantity != nil, let commitment = row.charge.commitment else { return "" }
      return commitment.isPlan ? "USD" : "Hours"
    },
  ]

  private static let price = [
    FocusColumn("ConsumedQuantity") { row, _ in row.consumed.map(FocusNumber.text) ?? "" },
    FocusColumn("ConsumedUnit") { row, _ in row.consumed == nil ? "" : row.unit.consumed },
    FocusColumn("PricingCategory") { row, _ in row.pricingCategory },
    FocusColumn("PricingQuantity") { row, _ in FocusNumber.text(row.quantity) },
    FocusColumn("PricingUnit") { row, _ in row.unit.pricing },
    FocusColumn("ListUnitPrice") { row, _ in FocusNumber.text(row.listPrice) },
    FocusColumn("ContractedUnitPrice") { row, _ in FocusNumber.text(row.listPrice) },
    FocusColumn("PricingCurrencyListUnitPrice") { row, _ in FocusNumber.text(row.listPrice) },
    FocusColumn("PricingCurrencyContractedUnitPrice") { row, _ in FocusNumber.text(row.listPrice) },
    FocusColumn("SkuId") { row, _ in row.sku.key },
    FocusColumn("SkuPriceId") { row, _ in row.priceID },
    FocusColumn("SkuMeter") { row, _ in row.meter },
    FocusColumn("SkuPriceDetails") { row, _ in row.priceDetails },
  ]

  private static let place = [
    FocusColumn("AvailabilityZone") { _, _ in "" },
    FocusColumn("RegionId") { row, _ in row.charge.region == "global" ? "" : row.charge.region },
    FocusColumn("RegionName") { row, _ in regionNames[row.charge.region] ?? "" },
    FocusColumn("BillingAccountId") { _, hour in hour.context.account },
    FocusColumn("BillingAccountName") { _, _ in "Simulated account" },
    FocusColumn("BillingAccountType") { _, _ in "Billing Account" },
    FocusColumn("SubAccountId") { _, hour in hour.context.account },
    FocusColumn("SubAccountName") { _, _ in "Simulated account" },
    FocusColumn("SubAccountType") { _, _ in "Account" },
    FocusColumn("ProviderName", only: [.v12]) { row, _ in row.service.provider },
    FocusColumn("PublisherName", only: [.v12]) { row, _ in row.service.provider },
    FocusColumn("ServiceProviderName", only: [.v14]) { row, _ in row.service.provider },
    FocusColumn("HostProviderName", only: [.v14]) { row, _ in row.service.provider },
  ]

  static let regionNames = [
    "us-east-1": "US East (N. Virginia)", "us-east-2": "US East (Ohio)",
    "us-west-2": "US West (Oregon)", "ca-central-1": "Canada (Central)",
    "eu-west-1": "EU (Ireland)", "eu-west-2": "EU (London)", "eu-central-1": "EU (Frankfurt)",
    "eu-north-1": "EU (Stockholm)", "ap-south-1": "Asia Pacific (Mumbai)",
    "ap-southeast-1": "Asia Pacific (Singapore)", "ap-southeast-2": "Asia Pacific (Sydney)",
    "ap-northeast-1": "Asia Pacific (Tokyo)", "sa-east-1": "South America (Sao Paulo)",
  ]

  private static let resource = [
    FocusColumn("ResourceId") { row, _ in "\(row.charge.line)/\(row.charge.component)" },
    FocusColumn("ResourceName") { row, _ in row.charge.component },
    FocusColumn("ResourceType") { row, _ in row.service.resourceType },
    FocusColumn("ServiceName") { row, _ in row.service.name },
    FocusColumn("ServiceCategory") { row, _ in row.service.subcategory.category },
    FocusColumn("ServiceSubcategory") { row, _ in row.service.subcategory.rawValue },
    FocusColumn("Tags") { _, hour in #"{"scenario":"\#(hour.context.scenario)"}"# },
  ]

  private static let planLine = "x_PlanLine"

  private static let custom = [
    FocusColumn("x_IsSimulated") { _, _ in "true" },
    FocusColumn("x_ScenarioName") { _, hour in hour.context.scenario },
    FocusColumn("x_RunId") { _, hour in hour.context.run },
    FocusColumn("x_Seed") { _, hour in String(hour.context.seed) },
    FocusColumn("x_Replications") { _, hour in String(hour.context.replications) },
    FocusColumn("x_PriceCatalogueDate") { _, hour in hour.context.catalogueDate },
    FocusColumn("x_PriceCatalogueSha256") { _, hour in hour.context.catalogueSHA256 },
    FocusColumn("x_TraceSha256") { _, hour in hour.context.traceSHA256 },
    FocusColumn(planLine) { row, hour in
      hour.context.planLines.contains(row.charge.line) ? row.charge.line : ""
    },
    FocusColumn("x_PriceTier") { row, _ in row.charge.tier },
    FocusColumn("x_PriceConfidence") { row, _ in row.charge.confidence.rawValue },
  ]
}
