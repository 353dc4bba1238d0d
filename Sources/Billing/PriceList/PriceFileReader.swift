internal import Files
internal import Units

/// Turns one file of the price list into records and reports everything that is wrong with it.
struct PriceFileReader {
  let file: String
  let region: String
  private(set) var problems: [Problem] = []
  /// Keys of records that were refused.
  private(set) var refusedKeys: Set<String> = []
  /// `key term` of the records read so far, with the line of each.
  private var seen: [String: Int] = [:]

  static let schema = "tosscost-prices/1"
  static let fields = ["schema", "currency", "as_of", "skus"]

  init(file: String, region: String) {
    self.file = file
    self.region = region
  }

  mutating func report(_ message: String, at node: JSONNode) {
    problems.append(
      Problem(file: file, line: node.line, column: node.column, message: message))
  }

  /// The date and the good records of the file; whatever is wrong is noted in `problems`.
  mutating func read(_ root: JSONNode) -> (date: CivilDate?, skus: [SKU]) {
    guard root.members != nil else {
      report("a price file is an object with \(Self.fields.joined(separator: ", "))", at: root)
      return (nil, [])
    }
    refuseUnknownMembers(of: root, known: Self.fields, what: "a price file")
    if root["schema"]?.string != Self.schema {
      report("`schema` must be \"\(Self.schema)\"", at: root["schema"] ?? root)
    }
    if let currency = root["currency"]?.string, currency != "USD" {
      report("the currency is \(currency); only USD is known", at: root["currency"] ?? root)
    } else if root["currency"]?.string == nil {
      report("`currency` must be \"USD\"", at: root["currency"] ?? root)
    }
    let date = root["as_of"]?.string.flatMap(Self.date)
    if date == nil {
      report("`as_of` must be a date such as 2026-11-23", at: root["as_of"] ?? root)
    }
    if root["skus"]?.elements == nil {
      report("`skus` must be a list of price records", at: root["skus"] ?? root)
    }
    var skus: [SKU] = []
    for node in root["skus"]?.elements ?? [] {
      if let sku = record(node) { skus.append(sku) }
    }
    return (date, skus)
  }

  /// One record, or `nil` with its problems noted.
  private mutating func record(_ node: JSONNode) -> SKU? {
    var reader = PriceRecordReader(file: file, region: region, node: node)
    let sku = reader.read()
    problems += reader.problems
    if sku == nil, let key = node["key"]?.string { refusedKeys.insert(key) }
    if let key = node["key"]?.string, let term = node["term"]?.string {
      if let line = seen["\(key) \(term)"] {
        report("\(key): the term \(term) is already stated in line \(line)", at: node)
      } else {
        seen["\(key) \(term)"] = node.line
      }
    }
    return sku
  }

  mutating func refuseUnknownMembers(of node: JSONNode, known: [String], what: String) {
    for member in node.members ?? [] where !known.contains(member.name) {
      report(
        "\(what) has no `\(member.name)`; it has \(known.joined(separator: ", "))", at: member.node)
    }
  }

  static func date(_ text: String) -> CivilDate? {
    text.utf8.count == 10 ? UTCTime(iso8601: text)?.date : nil
  }
}
