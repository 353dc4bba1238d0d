internal import Files
internal import Units

/// Turns one record of a price file into a `SKU`, noting every problem with the record's key.
struct PriceRecordReader {
  let file: String
  let region: String
  let node: JSONNode
  private(set) var problems: [Problem] = []

  private static let fields = [
    "key", "service", "description", "unit", "unit_multiplier", "term", "tiers", "upfront",
    "free_allowance", "minimum", "increment", "effective", "source", "confidence",
  ]

  init(file: String, region: String, node: JSONNode) {
    self.file = file
    self.region = region
    self.node = node
  }

  private mutating func report(_ message: String, at place: JSONNode? = nil) {
    let place = place ?? node
    let key = node["key"]?.string.map { $0.isEmpty ? "" : "\($0): " } ?? ""
    problems.append(
      Problem(file: file, line: place.line, column: place.column, message: key + message))
  }

  mutating func read() -> SKU? {
    guard let members = node.members else {
      report("a price record is an object with \(Self.fields.joined(separator: ", "))")
      return nil
    }
    for member in members where !Self.fields.contains(member.name) {
      report("a price record has no `\(member.name)`", at: member.node)
    }
    let key = text("key")
    let term = term()
    let unit = unit()
    let tiers = tiers(isAllowance: term == .freeTier)
    let sku = SKU(
      key: key, region: region, term: term ?? .onDemand, service: text("service"),
      description: text("description"), unit: unit ?? PriceUnit.known[0], tiers: tiers,
      upfront: optional("upfront", "a decimal of at least 0 in quotes") {
        $0.string.flatMap { UnitPrice(text: $0) }.map { Money(trillionths: Int128($0.trillionths)) }
      },
      freeAllowance: optional("free_allowance", "a whole number of units in quotes") {
        $0.string.flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
      },
      minimum: optional("minimum", Self.durations, Self.duration),
      increment: optional("increment", Self.durations, Self.duration),
      effective: optional("effective", "a date such as 2026-11-23") {
        $0.string.flatMap(PriceFileReader.date)
      },
      source: text("source"), confidence: confidence(), line: node.line)
    return problems.isEmpty ? sku : nil
  }

  private static let durations = "a duration such as 60s or 1h in quotes"

  private static func duration(_ node: JSONNode) -> SimDuration? {
    node.string.flatMap { SimDuration(text: $0) }.flatMap { $0 > .zero ? $0 : nil }
  }

  private mutating func text(_ name: String) -> String {
    if let text = node[name]?.string, !text.isEmpty { return text }
    report("`\(name)` must be a text", at: node[name])
    return ""
  }

  /// A member that may be null but not absent: an unknown is stated, not forgotten.
  private mutating func optional<Value>(
    _ name: String, _ allowed: String, _ read: (JSONNode) -> Value?
  ) -> Value? {
    guard let member = node[name] else {
      report("`\(name)` is missing; it is \(allowed), or null")
      return nil
    }
    if member.isNull { return nil }
    let value = read(member)
    if value == nil { report("`\(name)` must be \(allowed), or null", at: member) }
    return value
  }

  private mutating func term() -> PriceTerm? {
    let text = text("term")
    let term = PriceTerm(text: text)
    if term == nil, !text.isEmpty {
      let allowed = PriceTerm.all.map(\.text).joined(separator: ", ")
      report("unknown term `\(text)`; allowed are \(allowed)", at: node["term"])
    }
    return term
  }

  private mutating func unit() -> PriceUnit? {
    let text = text("unit")
    guard !text.isEmpty else { return nil }
    guard let unit = PriceUnit.named(text) else {
      let allowed = PriceUnit.known.map(\.text).joined(separator: ", ")
      report("unknown unit `\(text)`; allowed are \(allowed)", at: node["unit"])
      return nil
    }
    if node["unit_multiplier"]?.integer != unit.multiplier {
      report(
        "`unit_multiplier` must be \(unit.multiplier) for the unit `\(text)`",
        at: node["unit_multiplier"])
    }
    return unit
  }

  private mutating func confidence() -> PriceConfidence {
    if let level = node["confidence"]?.string.flatMap(PriceConfidence.init(rawValue:)) {
      return level
    }
    let allowed = PriceConfidence.allCases.map(\.rawValue).joined(separator: ", ")
    report("`confidence` must be one of \(allowed)", at: node["confidence"])
    return .memory
  }

  /// The tiers: from 0, each beginning where the last one ended, the last one open.
  private mutating func tiers(isAllowance: Bool) -> [PriceTier] {
    guard let elements = node["tiers"]?.elements, !elements.isEmpty else {
      report("`tiers` must be a list of {from, to, price} with at least one", at: node["tiers"])
      return []
    }
    var tiers: [PriceTier] = []
    var end: Int64? = 0
    for (place, element) in elements.enumerated() {
      guard let tier = tier(element) else { return tiers }
      switch end {
      case nil: report("a tier follows one without an end", at: element)
      case .some(let bound) where tier.from < bound:
        report("tiers overlap: this one begins at \(tier.from), before \(bound)", at: element)
      case .some(let bound) where tier.from > bound:
        report("tiers leave a gap between \(bound) and \(tier.from)", at: element)
      default: break
      }
      if place == elements.count - 1, let last = tier.to, !isAllowance {
        report("the last tier ends at \(last); its `to` must be null", at: element)
      }
      end = tier.to
      tiers.append(tier)
    }
    return tiers
  }

  private mutating func tier(_ element: JSONNode) -> PriceTier? {
    for member in element.members ?? [] where !["from", "to", "price"].contains(member.name) {
      report("a tier has no `\(member.name)`; it has from, to, price", at: member.node)
    }
    guard let from = element["from"]?.integer, from >= 0 else {
      report(
        "`from` of a tier must be a whole number of at least 0", at: element["from"] ?? element)
      return nil
    }
    guard let end = element["to"], end.isNull || end.integer.map({ $0 > from }) == true else {
      report(
        "`to` of a tier must be null or a whole number above `from`", at: element["to"] ?? element)
      return nil
    }
    guard let text = element["price"]?.string, let price = UnitPrice(text: text) else {
      let stated = element["price"]?.string.map { ", not \"\($0)\"" } ?? ""
      report(
        "`price` must be a decimal of at least 0 with at most 12 decimals in quotes\(stated)",
        at: element["price"] ?? element)
      return nil
    }
    return PriceTier(from: from, to: end.integer, price: price)
  }
}
