internal import Files
package import Units

/// What the infrastructure plan says each line costs a month.
package struct CostPlan: Sendable, Hashable {
  /// All ten lines in the plan's order.
  package let lines: [Line]

  /// One line of the plan.
  package struct Line: Sendable, Hashable {
    package let id: String
    package let title: String
    package let monthly: Money
    /// Why list price contradicts the plan; empty where nothing is known to.
    package let why: String
    /// The services whose usage stands in the line.
    package let covers: [BilledService]

    package init(
      id: String, title: String, monthly: Money, why: String, covers: [BilledService]
    ) {
      self.id = id
      self.title = title
      self.monthly = monthly
      self.why = why
      self.covers = covers
    }
  }

  package init(lines: [Line]) { self.lines = lines }

  package var total: Money { lines.reduce(.zero) { $0 + $1.monthly } }

  static let schema = "tosscost-baseline/1"

  /// Reads the plan's table.
  ///
  /// - Throws: `InputError.missing`, or `InputError.invalid` with every problem: a line that is
  ///   unknown, missing or stated twice, an amount that is no decimal, a total that is not the sum.
  package static func load(path: String) throws(InputError) -> CostPlan {
    let root = try JSONReader.read(InputFile.read(path: path), file: path)
    var problems: [Problem] = []
    func report(_ message: String, at node: JSONNode?) {
      let node = node ?? root
      problems.append(
        Problem(file: path, line: node.line, column: node.column, message: message))
    }
    if root["schema"]?.string != schema {
      report("`schema` must be \"\(schema)\"", at: root["schema"])
    }
    if root["currency"]?.string != "USD" {
      report("`currency` must be \"USD\"", at: root["currency"])
    }
    var found: [PlanLine: Line] = [:]
    for node in root["lines"]?.elements ?? [] {
      let known = PlanLine.allCases.map(\.rawValue).joined(separator: ", ")
      guard let id = node["id"]?.string.flatMap(PlanLine.init(rawValue:)) else {
        report("`id` of a line must be one of \(known)", at: node["id"] ?? node)
        continue
      }
      if found[id] != nil { report("the line `\(id.rawValue)` is stated twice", at: node) }
      let amount = node["usd"]?.string.flatMap { Money(text: $0) }
      if amount == nil {
        report("`usd` of `\(id.rawValue)` must be a decimal in quotes", at: node["usd"] ?? node)
      }
      guard let title = node["title"]?.string, let why = node["why"]?.string else {
        report("`\(id.rawValue)` needs the texts `title` and `why`", at: node)
        continue
      }
      found[id] = Line(
        id: id.rawValue, title: title, monthly: amount ?? .zero, why: why, covers: id.services)
    }
    for id in PlanLine.allCases where found[id] == nil && problems.isEmpty {
      report("the line `\(id.rawValue)` is missing", at: root["lines"])
    }
    let plan = CostPlan(lines: PlanLine.allCases.compactMap { found[$0] })
    if problems.isEmpty, root["total"]?.string.flatMap({ Money(text: $0) }) != plan.total {
      report("`total` must be the sum of the lines, \"\(plan.total)\"", at: root["total"])
    }
    guard problems.isEmpty else { throw .invalid(problems) }
    return plan
  }
}
