package import Billing
internal import Ledger
internal import Units

/// An explanation for people: amount, items, and the hours behind them.
package enum ExplainPage {
  /// - Parameter top: how many of the busiest hours to name.
  package static func lines(
    _ explanation: Explanation, top: Int, style: TerminalStyle
  ) -> [String] {
    let line = explanation.line
    var lines = wrapped(
      "\(line.title) (\(line.id)): \(Figures.dollars(line.cost)) USD in this period, "
        + "\(Figures.dollars(line.monthly)) in a month of 730 h", width: 80, indent: "  "
    ).map { style.paint($0, .heading) }
    for component in explanation.components {
      lines += ["", style.paint(component.name.safeForTerminal, .heading)]
      lines += items(component, style: style)
      if let readings = component.readings {
        lines += hours(readings, of: component, top: top, style: style)
      } else {
        lines.append("  No ledger hours: it is paid whether anything is used or not.")
      }
    }
    return lines
  }

  private static func items(
    _ component: Explanation.Component, style: TerminalStyle
  ) -> [String] {
    var table = TextTable([
      .text("item"), .number("quantity"), .text("unit"), .number("unit price"),
      .number("cost USD"), .number("730 h"),
    ])
    for part in component.items {
      let item = part.item
      let name = [item.sku, item.tier].filter { !$0.isEmpty }.joined(separator: ", ")
      table.add([
        name + (item.confidence.isWeak ? " *" : ""), item.quantity.description, item.unit,
        item.unitPrice.description, Figures.dollars(item.cost), Figures.dollars(item.monthly),
      ])
    }
    table.addRule()
    table.add([
      "Total", "", "", "", Figures.dollars(component.cost), Figures.dollars(component.monthly),
    ])
    var lines = table.foldedLines(style: style)
    var named: Set<String> = []
    for part in component.items where named.insert(part.item.sku).inserted {
      lines += wrapped(source(of: part).safeForTerminal, width: 80, indent: "    ")
    }
    for note in Set(component.items.map(\.item.note)).sorted() where !note.isEmpty {
      lines += wrapped("  note: \(note)".safeForTerminal, width: 80, indent: "    ")
    }
    return lines
  }

  private static func source(of part: Explanation.Item) -> String {
    let item = part.item
    guard let record = part.record else {
      return "\(item.sku): confidence \(item.confidence.rawValue); not in the price list at hand"
    }
    let seen = record.effective.map { ", seen on \($0)" } ?? ""
    let moved =
      record.tiers.contains { $0.price == item.unitPrice } || item.unitPrice == .zero
        || record.upfront != nil
      ? "" : "; the price list at hand says \(record.firstPrice)"
    return "\(item.sku): confidence \(item.confidence.rawValue)"
      + (item.confidence.isWeak ? " *" : "") + "\(seen), from \(record.source)\(moved)"
  }

  private static func hours(
    _ readings: Explanation.Readings, of component: Explanation.Component, top: Int,
    style: TerminalStyle
  ) -> [String] {
    let used = readings.hourly.count { $0 > 0 }
    let sum = readings.quantity
    let keys = readings.keys.map { key in
      [key.meter.name, key.resource, key.variant, key.region].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
    var lines = wrapped(
      "Ledger: \(keys.joined(separator: ", "))".safeForTerminal, width: 80, indent: "    ")
    lines += wrapped(
      "\(used) of the \(readings.hourly.count) hours of \(readings.calendar.period) with use; "
        + "together \(sum.description) \(readings.unit.text),", width: 80, indent: "    ")
    lines.append(
      component.addsUp ? "    which the items add up to" : "    WHICH THE ITEMS DO NOT ADD UP TO")
    let values = readings.hourly.map { Optional(Double($0)) }
    lines.append(Sparkline.text(values, width: 80, ascii: !style.hasUnicode))
    guard top > 0, used > 0 else { return lines }
    lines.append("Busiest hours:")
    for hour in readings.topHours(top) {
      let start = readings.calendar.startOfHour(hour)
      lines.append(
        "  \(start)  \(readings.quantity(inHour: hour).description) \(readings.unit.text)")
    }
    return lines
  }
}
