internal import Files
internal import Studies
internal import Units

/// What the answers rest on: prices of low confidence, rules of the model, the scenario's values.
enum AssumptionsSection {
  static func markup(_ source: ReportSource) -> Markup {
    """
    <section id="assumptions"><h2>Assumptions and low-confidence prices</h2>
    \(weakPrices(source))<h3>What is taken for granted</h3><ul>\
    <li>List prices of \(source.summary.catalogue.date), before tax, support plans, credits and \
    private discounts.\
    <li>A month has 730 hours: the period's rate, with tiers and free allowances applied once. \
    Amounts of “this period” use its real hours.\
    <li>Arrivals scatter at random around the trace's rate; demand is drawn from the \
    distributions that the scenario states. Another seed gives another sample.\
    <li>A breach is a minute whose own 95th percentile is above the objective. Latency is what a \
    client sees; a request that timed out counts with the time at which it was given up.\
    <li>Fargate tasks are billed from image pull to stop, by the second, a minute at least.\
    </ul>
    \(values(source))</section>

    """
  }

  private static func weakPrices(_ source: ReportSource) -> Markup {
    let weak = source.items.filter(\.isWeak)
    guard !weak.isEmpty else {
      return "<p>Every price that this bill uses is well supported.</p>"
    }
    let sum = weak.reduce(Money.zero) { $0 + $1.monthly }
    var table = HTMLTable(
      caption: "Components whose price is not well supported",
      [
        ("Component", false), ("Line", false), ("Unit price", true), ("Unit", false),
        ("Month", true), ("Note", false),
      ])
    for item in weak {
      table.add([
        .text(item.component), .text(item.line), .number(item.unitPrice), .text(item.unit),
        .number(item.monthly.cents), .text(item.note),
      ])
    }
    return """
      <p>$\(Figures.dollars(sum)) of the month rest on prices of low confidence.</p>\
      \(table.markup())
      """
  }

  /// Every value of the resolved scenario, in the order of its text.
  private static func values(_ source: ReportSource) -> Markup {
    guard let text = source.scenarioText,
      let root = try? JSONReader.read(Array(text.utf8), file: "scenario")
    else { return "" }
    var table = HTMLTable(
      caption: "The scenario with everything it inherits and every default",
      [("Key", false), ("Value", false)])
    add(root, path: "", to: &table)
    return """
      <details><summary>All \(table.rows.count) values of the scenario</summary>\
      \(table.markup())</details>
      """
  }

  private static func add(_ node: JSONNode, path: String, to table: inout HTMLTable) {
    func join(_ part: String) -> String { path.isEmpty ? part : "\(path).\(part)" }
    switch node.value {
    case .null: table.add([.text(path), .text("none")])
    case .boolean(let value): table.add([.text(path), .text(value ? "true" : "false")])
    case .number(let value): table.add([.text(path), .text(value)])
    case .string(let value): table.add([.text(path), .text(value)])
    case .object(let members):
      for member in members { add(member.node, path: join(member.name), to: &table) }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        add(element, path: "\(path)[\(index)]", to: &table)
      }
    }
  }
}
