internal import Files
internal import Units

/// Turns a plan's file into its lines and total, and reports everything that is wrong with it.
struct CostPlanReader {
  let file: String
  private(set) var problems: [Problem] = []
  private var ids: Set<String> = []
  /// The line that covers each service so far.
  private var covering: [BilledService: String] = [:]

  private static let members = ["schema", "currency", "source", "total", "lines"]
  private static let lineMembers = ["id", "title", "usd", "covers", "why"]

  init(file: String) { self.file = file }

  private mutating func report(_ message: String, at node: JSONNode) {
    problems.append(
      Problem(file: file, line: node.line, column: node.column, message: message))
  }

  mutating func read(_ root: JSONNode) -> (lines: [CostPlan.Line], total: Money?) {
    guard root.members != nil else {
      report("a plan is an object with \(Self.members.joined(separator: ", "))", at: root)
      return ([], nil)
    }
    checkMembers(of: root, known: Self.members, what: "a plan")
    if root["schema"]?.string != CostPlan.schema {
      report("`schema` must be \"\(CostPlan.schema)\"", at: root["schema"] ?? root)
    }
    if root["currency"]?.string != "USD" {
      report("`currency` must be \"USD\"", at: root["currency"] ?? root)
    }
    if let source = root["source"], source.string == nil {
      report("`source` must be a text", at: source)
    }
    let total = root["total"].flatMap { amount($0, "total") }
    guard let stated = root["lines"] else {
      if root["total"] == nil { report("a plan needs `total` or `lines`", at: root) }
      return ([], total)
    }
    guard let nodes = stated.elements, !nodes.isEmpty else {
      report("`lines` must be a list of at least one line", at: stated)
      return ([], total)
    }
    let before = problems.count
    let lines = nodes.compactMap { line($0) }
    let sum = lines.reduce(Money.zero) { $0 + $1.monthly }
    // Of lines that could not be read the sum is not known.
    if let total, let node = root["total"], total != sum, problems.count == before {
      report("`total` must be the sum of the lines, \"\(sum)\"", at: node)
    }
    return (lines, total)
  }

  /// One line; `nil` with its problems noted.
  private mutating func line(_ node: JSONNode) -> CostPlan.Line? {
    guard node.members != nil else {
      report("a line is an object with \(Self.lineMembers.joined(separator: ", "))", at: node)
      return nil
    }
    let before = problems.count
    checkMembers(of: node, known: Self.lineMembers, what: "a line")
    let id = node["id"]?.string ?? ""
    if !Self.isID(id) {
      report(
        "`id` of a line must be up to 64 small letters, digits and `-`, not `-` first",
        at: node["id"] ?? node)
    } else if !ids.insert(id).inserted {
      report("the line `\(id)` is stated twice", at: node["id"] ?? node)
    }
    let title = node["title"]?.string ?? ""
    if title.isEmpty { report("`title` of a line must be a text", at: node["title"] ?? node) }
    let monthly = node["usd"].flatMap { amount($0, "usd") }
    if node["usd"] == nil { report("a line needs `usd`", at: node) }
    if let why = node["why"], why.string == nil { report("`why` must be a text", at: why) }
    let covers = services(of: node, line: id)
    if let own = BilledService(rawValue: id), !covers.contains(own) {
      report(
        "the line `\(id)` has the id of \(own.title) and must cover it, or have another id",
        at: node["id"] ?? node)
    }
    guard problems.count == before, let monthly else { return nil }
    return CostPlan.Line(
      id: id, title: title, monthly: monthly, why: node["why"]?.string ?? "", covers: covers)
  }

  private mutating func services(of line: JSONNode, line id: String) -> [BilledService] {
    guard let nodes = line["covers"]?.elements, !nodes.isEmpty else {
      report("`covers` of a line must be a list of services", at: line["covers"] ?? line)
      return []
    }
    return nodes.compactMap { node in
      guard let service = node.string.flatMap(BilledService.init(rawValue:)) else {
        let known = BilledService.allCases.map(\.rawValue).joined(separator: ", ")
        let name = node.string.map { "`\($0)`" } ?? "this"
        report("\(name) is no service; known are \(known)", at: node)
        return nil
      }
      if let other = covering[service] {
        let whose = other == id ? "this line" : "the line `\(other)`"
        report("`\(service.rawValue)` is covered by \(whose) already", at: node)
      } else {
        covering[service] = id
      }
      return service
    }
  }

  private mutating func amount(_ node: JSONNode, _ name: String) -> Money? {
    guard let money = node.string.flatMap({ Money(text: $0) }), money >= .zero else {
      report("`\(name)` must be a decimal in quotes, 0 or more", at: node)
      return nil
    }
    return money
  }

  private mutating func checkMembers(of node: JSONNode, known: [String], what: String) {
    for member in node.members ?? [] where !known.contains(member.name) {
      report(
        "`\(member.name)` is not known in \(what); known are \(known.joined(separator: ", "))",
        at: member.node)
    }
  }

  /// As names in scenarios, so that a guard's limits can name it.
  private static func isID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && !text.hasPrefix("-")
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}
