internal import Files
package import Units

/// What an offer file changes in a price list.
///
/// An import only ever sets prices: a record that the offer file does not state stays as it is, so
/// that no scenario loses a price that it uses.
package struct CatalogueImport: Sendable {
  package let offer: OfferFile
  /// Records that get another price, or are new; by Region, key and term.
  package let changes: [PriceChange]
  /// Records that the offer file states with the price they have.
  package let unchanged: Int
  /// Products that no record stands for, grouped by what AWS calls them; none is left out.
  package let unmapped: [UnmappedOffers]
  /// Records that belong to the offer file's service and that it does not state; they stay.
  package let kept: [SKU]
  /// Prices that the list has from a later day than the offer file's; they stay unless older ones are
  /// asked for.
  package let newer: [PriceChange]
  private let result: PriceList
  private let touchedRegions: Set<String>
  private let dates: [String: CivilDate]

  /// Compares `offer` with the price files in `folder`.
  ///
  /// - Parameter takesOlder: whether its prices also replace those that are known from a later day.
  /// - Throws: `InputError` where the folder cannot be read, or is wrong itself.
  package init(
    _ offer: OfferFile, into folder: String, takesOlder: Bool = false
  ) throws(InputError) {
    self.offer = offer
    let content = try PriceFolder(path: folder)
    guard content.problems.isEmpty, let list = content.list else {
      throw .invalid(content.problems)
    }
    dates = content.dates
    var matching = OfferMatching(offer: offer, list: list)
    matching.run()
    unmapped = matching.unmapped
    var changes: [PriceChange] = []
    var newer: [PriceChange] = []
    var unchanged = 0
    var replaced: [PriceList.Address: SKU] = [:]
    for new in matching.records {
      let old = list.exactly(new.key, term: new.term, region: new.region)
      if let old, old.hasPrices(of: new) {
        unchanged += 1
      } else if !takesOlder, let known = old?.effective, known > offer.published {
        newer.append(PriceChange(old: old, new: new))
      } else {
        changes.append(PriceChange(old: old, new: new))
        replaced[PriceList.Address(new)] = new
      }
    }
    self.changes = changes
    self.unchanged = unchanged
    self.newer = newer
    kept = matching.kept
    touchedRegions = Set(changes.map(\.new.region))
    let old = list.skus.filter { replaced[PriceList.Address($0)] == nil }
    result = PriceList(
      path: folder, date: max(list.date, offer.published), sha256: "",
      skus: old + changes.map(\.new))
  }

  /// Writes the price files that change, all of them or none.
  ///
  /// - Throws: `OutputError` when the folder cannot be written; the files are then as they were.
  package func write(to folder: String) throws {
    guard !changes.isEmpty else { return }
    let output = try OutputFolder(path: folder)
    try output.write(
      touchedRegions.sorted().map { region in
        let skus = result.skus.filter { $0.region == region }
        // As old as its newest price: a new Region has no other.
        let date = [dates[region], offer.published].compactMap(\.self).max() ?? offer.published
        return FileContent(
          name: "\(region).json", bytes: PriceFileWriter.bytes(skus, date: date))
      })
  }
}

/// A record's price before and after an import.
package struct PriceChange: Sendable {
  /// `nil` for a record that is new.
  package let old: SKU?
  package let new: SKU
}

/// Products of one kind that an import could not use.
package struct UnmappedOffers: Sendable, Hashable {
  package let service: String
  package let usageType: String
  package let reason: String
  package let count: Int
}

extension SKU {
  /// Whether both ask the same for every unit.
  func hasPrices(of other: SKU) -> Bool { tiers == other.tiers && upfront == other.upfront }
}
