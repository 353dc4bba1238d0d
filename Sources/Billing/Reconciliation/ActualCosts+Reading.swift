internal import Files
package import Units

extension ActualCosts {
  /// Problems that are kept; the rest is counted.
  static let problemLimit = 50

  /// Reads an export of real costs, plain or gzip.
  ///
  /// - Parameter prices: gives the keys and their units.
  /// - Throws: `InputError.missing`, or `InputError.invalid` with every problem (fifty at most, and
  ///   how many more): an unknown format, rows that are cut off, amounts that are no decimals,
  ///   currencies other than USD.
  /// - Complexity: O(bytes).
  package static func load(
    path: String, basis: CostBasis, prices: PriceList
  ) throws(InputError) -> ActualCosts {
    var rows = CSVReader(try InputFile.readInflated(path: path))
    guard let header = rows.next() else {
      throw .invalid([Problem(file: path, message: "the file is empty")])
    }
    let format = CostExports.all.first { format in
      let names = Set(header.cells.map(format.column))
      return format.needed.allSatisfy(names.contains)
    }
    guard let format else {
      let known = CostExports.all.map { "\($0.name) (\($0.needed.joined(separator: ", ")))" }
      throw .invalid([
        Problem(
          file: path, line: header.line, column: 1,
          message: "the columns are those of no known export; known are "
            + known.joined(separator: " and "))
      ])
    }
    var sums = ActualSums(prices: prices)
    let problems = read(&rows, header: header, as: format, path: path, basis: basis, into: &sums)
    guard problems.isEmpty else { throw .invalid(problems) }
    guard let start = sums.start, let end = sums.end else {
      throw .invalid([Problem(file: path, message: "the file has no rows")])
    }
    return ActualCosts(
      path: path, format: format.name, basis: basis, rowCount: sums.rowCount, start: start,
      end: end, entries: sums.sortedEntries, excluded: sums.sortedExcluded)
  }

  private static func read(
    _ rows: inout CSVReader, header: CSVReader.Row, as format: any CostExport.Type, path: String,
    basis: CostBasis, into sums: inout ActualSums
  ) -> [Problem] {
    let names = header.cells.map(format.column)
    let columns = Dictionary(
      zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    var problems: [Problem] = []
    while let row = rows.next() {
      if let fault = row.fault {
        problems.append(
          Problem(
            file: path, line: fault.place.line, column: fault.place.column,
            message: fault.message))
      } else if row.cells.count != names.count {
        problems.append(
          Problem(
            file: path, line: row.line, column: 1,
            message:
              "\(row.cells.count) cells where the file has \(names.count) columns; it may be "
              + "cut off"))
      } else {
        var cells = ExportCells(file: path, columns: columns, row: row)
        let actual = format.row(&cells, basis: basis)
        problems += cells.problems
        if cells.problems.isEmpty { sums.add(actual) }
      }
    }
    guard problems.count > problemLimit else { return problems }
    return problems.prefix(problemLimit) + [
      Problem(file: path, message: "and \(problems.count - problemLimit) more problems")
    ]
  }
}

/// Rows on their way into entries.
struct ActualSums {
  private let units: [String: PriceUnit]
  private let globalKeys: Set<String>
  private var entries: [ActualCosts.Identity: ActualCosts.Entry] = [:]
  private var excluded: [String: ActualCosts.Excluded] = [:]
  private(set) var rowCount = 0
  private(set) var start: UTCTime?
  private(set) var end: UTCTime?

  init(prices: PriceList) {
    let sold = prices.skus.filter { $0.term != .freeTier }
    units = Dictionary(sold.map { ($0.key, $0.unit) }, uniquingKeysWith: { first, _ in first })
    globalKeys = Set(sold.filter { $0.region == PriceList.everywhere }.map(\.key))
  }

  mutating func add(_ row: ActualRow) {
    rowCount += 1
    start = min(start ?? row.start, row.start)
    end = max(end ?? row.end, row.end)
    switch row.standing {
    case .excluded(let kind):
      var sum = excluded[kind] ?? ActualCosts.Excluded(kind: kind, amount: .zero, rows: 0)
      sum.amount += row.cost
      sum.rows += 1
      excluded[kind] = sum
    case .unusedCommitment: add(row, as: .unusedCommitment(service: row.service), unit: nil)
    case .usage:
      let key = key(of: row)
      let identity = key.map { key -> ActualCosts.Identity in
        .key(key, region: globalKeys.contains(key) ? PriceList.everywhere : row.region)
      }
      add(
        row, as: identity ?? .unmapped(service: row.service), unit: key.flatMap { units[$0] },
        size: key.map { ChargeDescriptions.unitSize(key: $0, unit: row.unit) } ?? 1)
    }
  }

  private func key(of row: ActualRow) -> String? {
    if let own = row.ownKey, units[own] != nil { return own }
    let usage = AWSRegions.split(row.usageType).usage
    let key = UsageTypes.key(
      service: row.service, usage: usage, region: row.region, operation: row.operation,
      attributes: row.attributes)
    let worded =
      key ?? ChargeDescriptions.key(service: row.service, description: row.description)
    return worded.flatMap { units[$0] == nil ? nil : $0 }
  }

  private mutating func add(
    _ row: ActualRow, as identity: ActualCosts.Identity, unit: PriceUnit?, size: Int128 = 1
  ) {
    var entry =
      entries[identity]
      ?? ActualCosts.Entry(
        identity: identity, quantity: unit == nil ? nil : .zero, cost: .zero, rows: 0)
    if let unit, let quantity = entry.quantity {
      let count = Quantity(
        smallestUnits: row.quantity, perUnit: Decimal12.one * Int128(unit.multiplier)
      ).scaled(by: row.unitSize * size, over: Decimal12.one)
      entry.quantity = (quantity + count).reduced
    }
    entry.cost += row.cost
    entry.rows += 1
    entries[identity] = entry
  }

  var sortedEntries: [ActualCosts.Entry] {
    entries.values.sorted { $0.identity.order < $1.identity.order }
  }

  var sortedExcluded: [ActualCosts.Excluded] { excluded.values.sorted { $0.kind < $1.kind } }
}

extension ActualCosts.Identity {
  /// Known keys first, by name and Region.
  fileprivate var order: String {
    switch self {
    case .key(let key, let region): "0 \(key) \(region)"
    case .unusedCommitment(let service): "1 \(service)"
    case .unmapped(let service): "2 \(service)"
    }
  }
}
