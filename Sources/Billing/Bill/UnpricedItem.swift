/// Use for which the price list has no price in its Region: it stands on the bill without an amount,
/// and totals are without it.
package struct UnpricedItem: Sendable, Hashable {
  /// The bill line it belongs to.
  package let line: String
  /// As a line item's; without `/`.
  package let component: String
  /// The resource that was metered, as the scenario names it.
  package let resource: String
  /// The key and the term of the price that is missing.
  package let sku: String
  package let term: String
  package let region: String
  /// In `unit`s, exact, over the period and over a month of 730 h.
  package let quantity: Quantity
  package let monthlyQuantity: Quantity
  /// Such as `GB-month`; what the price list itself would use may count otherwise.
  package let unit: String
  /// AWS's code of the service whose offer file has the price; `nil` where it is not known.
  package let offer: String?
  /// `file:line:column` of the resource in the scenario; empty where no file states it.
  package var place = ""

  package init(
    line: String, component: String, resource: String, sku: String, term: String, region: String,
    quantity: Quantity, monthlyQuantity: Quantity, unit: String, offer: String?,
    place: String = ""
  ) {
    self.line = line
    self.component = component
    self.resource = resource
    self.sku = sku
    self.term = term
    self.region = region
    self.quantity = quantity
    self.monthlyQuantity = monthlyQuantity
    self.unit = unit
    self.offer = offer
    self.place = place
  }
}
