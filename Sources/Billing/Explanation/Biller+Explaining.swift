package import Ledger
package import Units

extension Biller {
  /// Explains a line of `bill`, or one of its components, from the ledger that it was made of.
  ///
  /// Commitments and rounding have left their marks in `bill`; the hours are found again by the
  /// meter rules, at the price list at hand.
  ///
  /// - Throws: `InputError.invalid` where the bill has no such line or component, or the price list
  ///   lacks a price.
  package func explain(
    line id: String, component name: String?, of bill: Bill, ledger: UsageLedger
  ) throws(InputError) -> Explanation {
    guard let line = bill.lines.first(where: { $0.id == id }) else {
      throw Self.unknown(id, "is no line of the bill", allowed: bill.lines.map(\.id))
    }
    let prices = try priceList.applying(overrides)
    var lookup = PriceLookup(prices: prices)
    let charges = Meters.all.filter { lines.id(of: $0.service) == id }.flatMap {
      $0.charges(of: ledger, prices: &lookup)
    }
    guard lookup.problems.isEmpty else { throw .invalid(lookup.problems) }
    let items = bill.items.filter { $0.line == id }
    let groups = Self.groups(of: items, charges: charges)
    let chosen = groups.filter { group in
      guard let name else { return true }
      return group.name == name || group.items.contains { $0.component == name }
    }
    if let name, chosen.isEmpty {
      throw Self.unknown(name, "is no component of \(id)", allowed: groups.map(\.name))
    }
    return Explanation(
      line: line,
      components: chosen.map { group in
        Explanation.Component(
          name: group.name,
          items: group.items.map { item in
            Explanation.Item(item: item, record: Self.record(of: item, group.charge, in: prices))
          },
          readings: group.charge.map { Self.readings(of: $0, calendar: ledger.calendar) })
      })
  }

  struct Group {
    let name: String
    let service: BilledService?
    let charge: Charge?
    var items: [LineItem]
  }

  /// Items by the charge that they are parts of; a commitment's items bear its term as well.
  ///
  /// Components of two services in one line may bear the same name, so the service decides, too.
  static func groups(of items: [LineItem], charges: [Charge]) -> [Group] {
    var groups: [Group] = []
    for item in items {
      let service = BilledService(priceKey: item.sku)
      let own = charges.filter { $0.service == service }
      let charge =
        own.first { $0.component == item.component }
        ?? own.filter { item.component.hasPrefix($0.component + "-") }
        .max { $0.component.utf8.count < $1.component.utf8.count }
      let name = charge?.component ?? item.component
      if let place = groups.firstIndex(where: { $0.name == name && $0.service == service }) {
        groups[place].items.append(item)
      } else {
        groups.append(Group(name: name, service: service, charge: charge, items: [item]))
      }
    }
    return groups
  }

  private static func record(of item: LineItem, _ charge: Charge?, in list: PriceList) -> SKU? {
    let term = PriceTerm.all.first { item.component.hasSuffix("-" + $0.text) }?.term
    if let charge, charge.sku.key == item.sku, term == nil { return charge.sku }
    let own = list.skus.filter { $0.key == item.sku }
    let region = charge?.region ?? PriceLookup.usualRegion
    return own.first { $0.region == region && (term == nil || $0.term == term) }
      ?? own.first { term == nil || $0.term == term }
  }

  private static func readings(
    of charge: Charge, calendar: LedgerCalendar
  ) -> Explanation.Readings {
    var divisors = [Int128](repeating: 1, count: calendar.hourCount)
    for month in calendar.months {
      let divisor = charge.divisor.inMonth(ofHours: month.hoursInCalendarMonth)
      for hour in month.hours { divisors[hour] = divisor }
    }
    return Explanation.Readings(
      keys: charge.sources, calendar: calendar, unit: charge.sku.unit, hourly: charge.hourly,
      divisors: divisors)
  }

  private static func unknown(_ name: String, _ what: String, allowed: [String]) -> InputError {
    .invalid([
      Problem(
        file: "LINE", message: "`\(name)` \(what); allowed are \(allowed.joined(separator: ", "))")
    ])
  }
}
