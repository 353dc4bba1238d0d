package import Units

/// A price that a scenario sets in place of the catalogue's, for every unit of a SKU.
package struct PriceOverride: Sendable, Hashable {
  package var sku: String
  /// `nil` for every Region that lists the SKU.
  package var region: String?
  /// `nil` for the on-demand price, or for every term of a SKU that is not sold on demand.
  package var term: PriceTerm?
  package var price: UnitPrice
  /// Set to change what is free each month, in whole units, in place of the price.
  package var freeAllowance: Int64?
  /// Where the override is written, for problems.
  package var file: String
  package var line: Int?
  package var column: Int?

  package init(
    sku: String, region: String? = nil, term: PriceTerm? = nil, price: UnitPrice,
    file: String = "price overrides", line: Int? = nil, column: Int? = nil
  ) {
    self.sku = sku
    self.region = region
    self.term = term
    self.price = price
    self.file = file
    self.line = line
    self.column = column
  }
}

extension PriceList {
  /// The `sku` of an override that takes away every free allowance of the free tiers.
  package static let everyFreeTier = "*.free"

  /// The `source` of a price that an override set.
  static let overrideSource = "set by the scenario"

  /// This list with `overrides` applied in their order.
  ///
  /// The digest stays that of the files: overrides belong to the scenario.
  ///
  /// - Throws: `InputError.invalid` with every override that matches no record.
  package func applying(_ overrides: [PriceOverride]) throws(InputError) -> PriceList {
    guard !overrides.isEmpty else { return self }
    var skus = self.skus
    var problems: [Problem] = []
    for override in overrides {
      if override.sku == Self.everyFreeTier {
        for index in skus.indices where skus[index].term == .freeTier {
          skus[index] = skus[index].allowing(
            override.freeAllowance ?? 0, source: Self.overrideSource)
        }
        continue
      }
      let keyed = skus.indices.filter { skus[$0].key == override.sku }
      let hasOnDemand = keyed.contains { skus[$0].term == .onDemand }
      let matches = keyed.filter { index in
        let sku = skus[index]
        if let region = override.region, region != sku.region { return false }
        if override.freeAllowance != nil { return sku.freeAllowance != nil }
        if let term = override.term { return term == sku.term }
        return !hasOnDemand || sku.term == .onDemand
      }
      for index in matches {
        skus[index] =
          override.freeAllowance.map { skus[index].allowing($0, source: Self.overrideSource) }
          ?? skus[index].repriced(at: override.price, source: Self.overrideSource)
      }
      if matches.isEmpty { problems.append(unknown(override, keyExists: !keyed.isEmpty)) }
    }
    guard problems.isEmpty else { throw .invalid(problems) }
    return PriceList(
      path: path, date: date, sha256: sha256, skus: skus, regions: regions,
      homeRegion: homeRegion)
  }

  private func unknown(_ override: PriceOverride, keyExists: Bool) -> Problem {
    var message = "the price list has no SKU `\(override.sku)`"
    if keyExists {
      let sold = skus.filter { $0.key == override.sku }.map { "\($0.term.text) in \($0.region)" }
      message =
        "`\(override.sku)` is not sold on these terms; it is " + sold.joined(separator: ", ")
    } else {
      let family = override.sku.split(separator: ".").first.map { "\($0)." } ?? override.sku
      let near = Set(skus.map(\.key).filter { $0.hasPrefix(family) }).sorted().prefix(8)
      if !near.isEmpty { message += "; among others it has " + near.joined(separator: ", ") }
    }
    return Problem(
      file: override.file, line: override.line, column: override.column, message: message)
  }
}
