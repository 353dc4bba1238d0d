internal import Files
internal import Units

/// Reads the CSV form of an offer file: lines about the file, then one row a price.
struct OfferCSVReader {
  private var terms: OfferTermReader
  private var rows: CSVReader
  /// Terms in the order of their first row, by SKU and offer term code.
  private var found: [(term: OfferTerm, attributes: [String: String])] = []
  private var places: [String: Int] = [:]

  private init(_ bytes: [UInt8], path: String) {
    terms = OfferTermReader(file: path)
    rows = CSVReader(bytes)
  }

  private static let needed = [
    "sku", "offertermcode", "termtype", "pricedescription", "effectivedate", "startingrange",
    "endingrange", "unit", "priceperunit", "currency", "servicecode", "usagetype",
  ]

  /// - Throws: `InputError.invalid` with every problem.
  static func read(_ bytes: [UInt8], path: String) throws(InputError) -> OfferFile {
    var reader = OfferCSVReader(bytes, path: path)
    var about: [String: String] = [:]
    var header: CSVReader.Row?
    while header == nil, let row = reader.rows.next() {
      if row.cells.first == "SKU" {
        header = row
      } else if row.cells.count >= 2 {
        about[OfferHead.name(row.cells[0])] = row.cells[1]
      }
    }
    let head = OfferHead(
      format: about["formatversion"], code: about["offercode"], version: about["version"],
      published: about["publicationdate"])
    head.check(&reader.terms)
    if let header {
      reader.readRows(header)
    } else {
      reader.terms.report("no row of column names that begins with SKU", line: nil)
    }
    let prices = reader.prices()
    guard reader.terms.problems.isEmpty, let file = head.file(path: path, prices: prices) else {
      throw .invalid(reader.terms.problems)
    }
    return file
  }

  private mutating func readRows(_ header: CSVReader.Row) {
    let names = header.cells.map(OfferHead.name)
    let missing = Self.needed.filter { !names.contains($0) }
    if names.contains("discountedrate") {
      terms.report(
        "this is a Savings Plan's file in CSV; its JSON file (index.json) is read",
        line: header.line)
      return
    }
    if !missing.isEmpty {
      terms.report(
        "the columns \(missing.joined(separator: ", ")) are missing", line: header.line)
      return
    }
    while let row = rows.next() {
      if let fault = row.fault {
        terms.report(fault.message, line: fault.place.line, column: fault.place.column)
        continue
      }
      guard row.cells.count == names.count else {
        terms.report(
          "\(row.cells.count) cells where the file has \(names.count) columns; it may be cut off",
          line: row.line)
        continue
      }
      let cells = Dictionary(zip(names, row.cells), uniquingKeysWith: { first, _ in first })
      add(
        cells, line: row.line,
        column: names.firstIndex(of: "priceperunit").map { row.places[$0].column })
    }
  }

  private mutating func add(_ cells: [String: String], line: Int, column: Int?) {
    func cell(_ name: String) -> String { cells[name] ?? "" }
    let dimension = OfferDimension(
      unit: cell("unit"), begin: cell("startingrange"), end: cell("endingrange"),
      prices: [(cell("currency"), cell("priceperunit"))], description: cell("pricedescription"),
      line: line, column: column ?? 1)
    let id = "\(cell("sku")).\(cell("offertermcode"))"
    if let place = places[id] {
      found[place].term.dimensions.append(dimension)
      return
    }
    places[id] = found.count
    let term = OfferTerm(
      sku: cell("sku"), type: cell("termtype"), effective: cell("effectivedate"),
      lease: cell("leasecontractlength"), option: cell("purchaseoption"),
      offeringClass: cell("offeringclass"), dimensions: [dimension])
    found.append((term, cells))
  }

  private mutating func prices() -> [OfferPrice] {
    var prices: [OfferPrice] = []
    for (term, attributes) in found {
      let price = terms.price(
        term, service: attributes["servicecode"] ?? "", attributes: attributes)
      if let price { prices.append(price) }
    }
    return prices
  }
}
