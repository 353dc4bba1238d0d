package import Units

/// One of AWS's bulk price list files: the offers of a service in one Region or in all.
package struct OfferFile: Sendable {
  package let path: String
  /// The offer code, such as `AmazonECS`.
  package let code: String
  /// AWS's version of the offers: a time stamp in digits.
  package let version: String
  package let published: CivilDate
  package let prices: [OfferPrice]
}

/// One product on one term.
package struct OfferPrice: Sendable {
  /// AWS's own SKU.
  package let sku: String
  package let service: String
  /// Names in small letters without spaces, so that both forms of the file give the same.
  package let attributes: [String: String]
  /// `nil` for a term that the price list has no word for, such as convertible reservations.
  package let term: PriceTerm?
  package let effective: CivilDate?
  /// By the start of their range.
  package let tiers: [OfferTier]
  /// One-off fee; `nil` where there is none.
  package let upfront: Money?
  package let description: String

  /// A free allowance as a product of its own: it costs nothing and ends.
  var isAllowance: Bool { tiers.last.map { $0.to != nil } ?? false }

  package var usageType: String { attributes["usagetype"] ?? "" }
  package var operation: String { attributes["operation"] ?? "" }
}

/// A price for a range of units, as the offer file counts them.
package struct OfferTier: Sendable, Hashable {
  package let from: Int64
  package let to: Int64?
  package let price: Decimal12
}

/// One line of prices of an offer file before its values have been checked.
struct OfferDimension {
  let unit: String
  let begin: String
  let end: String
  /// Text by currency, in the file's order.
  let prices: [(currency: String, text: String)]
  let description: String
  let line: Int
  let column: Int
}

/// A term of an offer file before its prices have been checked.
struct OfferTerm {
  let sku: String
  let type: String
  let effective: String
  let lease: String
  let option: String
  let offeringClass: String
  var dimensions: [OfferDimension]
}
