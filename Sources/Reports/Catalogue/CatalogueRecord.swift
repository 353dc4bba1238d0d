package import Billing
internal import Units

/// A record of the price list as programs read it.
package struct CatalogueRecord: Encodable, Sendable {
  let key: String
  let region: String
  let term: String
  let service: String
  let description: String
  let unit: String
  let tiers: [Tier]
  let upfront: String?
  let freeAllowance: Int64?
  let minimum: String?
  let increment: String?
  let effective: String?
  let source: String
  let confidence: String
  let lowConfidence: Bool

  struct Tier: Encodable, Sendable {
    let from: Int64
    let to: Int64?
    let price: String
  }

  package init(_ sku: SKU) {
    key = sku.key
    region = sku.region
    term = sku.term.text
    service = sku.service
    description = sku.description
    unit = sku.unit.text
    tiers = sku.tiers.map { Tier(from: $0.from, to: $0.to, price: $0.price.description) }
    upfront = sku.upfront?.description
    freeAllowance = sku.freeAllowance
    minimum = sku.minimum?.description
    increment = sku.increment?.description
    effective = sku.effective?.description
    source = sku.source
    confidence = sku.confidence.rawValue
    lowConfidence = sku.confidence.isWeak
  }
}
