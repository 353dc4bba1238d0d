package import Units

/// The catalogue: every price that bills may use, from a folder with one JSON file a Region.
package struct PriceList: Sendable {
  /// The folder it was read from, for messages.
  package let path: String
  /// The day the prices were collected: `as_of` of the files, the latest where they differ.
  package let date: CivilDate
  /// SHA-256, in hexadecimal, over the bytes of the files that were read, one after the other in name
  /// order.
  package let sha256: String
  /// The Region that a bill's components do not name, since most of them are there.
  package let homeRegion: String
  /// Sorted by Region, key and term.
  package let skus: [SKU]
  private let index: [Address: SKU]

  /// What names a record.
  struct Address: Hashable, Sendable {
    let key: String
    let term: PriceTerm
    let region: String

    init(key: String, term: PriceTerm, region: String) {
      self.key = key
      self.term = term
      self.region = region
    }

    init(_ sku: SKU) { self.init(key: sku.key, term: sku.term, region: sku.region) }
  }

  /// The names of the files, ascending: Regions, and `global`; also of those that were not read.
  package let regions: [String]

  /// The record of exactly this Region, without the one that holds everywhere.
  func exactly(_ key: String, term: PriceTerm, region: String) -> SKU? {
    index[Address(key: key, term: term, region: region)]
  }

  /// - Parameter regions: those that have a file; `nil` for those that `skus` are of.
  package init(
    path: String, date: CivilDate, sha256: String, skus: [SKU], regions: [String]? = nil,
    homeRegion: String = PriceLookup.usualRegion
  ) {
    self.homeRegion = homeRegion
    self.path = path
    self.regions = regions ?? Set(skus.map(\.region)).sorted()
    self.date = date
    self.sha256 = sha256
    self.skus = skus.sorted {
      ($0.region, $0.key, $0.term.text) < ($1.region, $1.key, $1.term.text)
    }
    index = Dictionary(
      skus.map { (Address(key: $0.key, term: $0.term, region: $0.region), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The price of `key` in `region`, or the one that holds in every Region.
  ///
  /// There is no fallback to another Region: an unknown price is unknown.
  package func sku(_ key: String, term: PriceTerm = .onDemand, region: String) -> SKU? {
    index[Address(key: key, term: term, region: region)]
      ?? index[Address(key: key, term: term, region: Self.everywhere)]
  }

  /// Name of the file, and so of the Region, for prices that hold in every Region.
  package static let everywhere = "global"

  /// Reads every `*.json` of `folder` in name order; a file's name is its Region.
  ///
  /// - Throws: `InputError.missing` without the folder or any such file; `InputError.invalid` with
  ///   every problem of every file.
  package static func load(folder: String) throws(InputError) -> PriceList {
    try load(folder: folder) { _ in true }
  }

  /// The same of those Regions alone that `text`, a scenario with every default, names in quotes, and
  /// of what is sold everywhere: a list of all Regions takes longer to read than a month to bill.
  ///
  /// Prices of the usual Region are always there: some hold everywhere and are listed there.
  package static func load(
    folder: String, forRegionsIn text: String, home: String
  ) throws(InputError) -> PriceList {
    let list = try load(folder: folder) {
      $0 == everywhere || $0 == PriceLookup.usualRegion || text.contains("\"\($0)\"")
    }
    return list.at(home: home)
  }

  /// This list for a system whose home is that Region.
  package func at(home region: String) -> PriceList {
    PriceList(
      path: path, date: date, sha256: sha256, skus: skus, regions: regions, homeRegion: region)
  }

  private static func load(
    folder: String, where isWanted: (String) -> Bool
  ) throws(InputError) -> PriceList {
    let content = try PriceFolder(path: folder, where: isWanted)
    guard content.problems.isEmpty, let list = content.list else {
      throw .invalid(content.problems)
    }
    return list
  }

  /// Where the record of `sku` begins, for problems; only the folder where no file states it.
  package func problem(_ message: String, at sku: SKU) -> Problem {
    guard let line = sku.line else { return Problem(file: path, message: message) }
    return Problem(file: "\(path)/\(sku.region).json", line: line, column: 5, message: message)
  }
}
