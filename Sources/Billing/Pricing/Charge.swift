package import Ledger

/// What one meter rule makes of one series of readings: a SKU and how much of it, hour by hour.
package struct Charge: Sendable {
  package let service: BilledService
  /// Unique within the service; without `/`.
  package let component: String
  package let sku: SKU
  package let region: String
  /// Smallest units to one priced unit of `sku`.
  package let divisor: UnitDivisor
  /// Smallest units used in each clock hour of the ledger.
  package var hourly: [Int128]
  /// What is free, shared by all charges that name the same pool.
  package var allowance: AllowancePool?
  /// Whether a Compute Savings Plan may pay for it.
  package var isSavingsPlanEligible = false
  package var note = ""
  /// The series of the ledger that `hourly` was made from.
  package var sources: [MeterKey] = []

  package init(
    service: BilledService, component: String, sku: SKU, region: String, divisor: UnitDivisor,
    hourly: [Int128]
  ) {
    self.service = service
    self.component = component
    self.sku = sku
    self.region = region
    self.divisor = divisor
    self.hourly = hourly
  }
}

/// A free allowance given once a month to every charge of its pool together.
package struct AllowancePool: Sendable {
  /// Charges with the same id share one allowance.
  package let id: String
  /// The SKU that stands on the free line item.
  package let sku: String
  package let confidence: PriceConfidence
  package let amount: Amount

  package enum Amount: Sendable {
    /// So many base units of the price (requests rather than millions of them) a month.
    case fixed(Int128)
    /// As much as was read here, in smallest units: the backup allowance is the provisioned storage.
    case readings([Int128])
  }

  package init(id: String, sku: String, confidence: PriceConfidence, amount: Amount) {
    self.id = id
    self.sku = sku
    self.confidence = confidence
    self.amount = amount
  }

  /// The allowance of one span in base units of `charge`'s price.
  func total(in span: BillingSpan, for charge: Charge) -> Quantity {
    switch amount {
    case .fixed(let units): Quantity(smallestUnits: units, perUnit: 1)
    case .readings(let hourly): span.quantity(of: hourly, divisor: charge.divisor)
    }
  }
}
