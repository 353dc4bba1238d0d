/// A table for people: text columns left, numbers right, one space or more between columns.
package struct TextTable: Sendable {
  package struct Column: Sendable {
    let title: String
    let isNumber: Bool

    package static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
    package static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  /// Indices of rows that a rule stands above.
  private var rules: Set<Int> = []
  /// Lines of their own by the index of the row that follows them.
  private var headings: [Int: String] = [:]

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; missing cells are empty.
  package mutating func add(_ cells: [String]) {
    let missing = [String](repeating: "", count: max(0, columns.count - cells.count))
    rows.append((cells + missing).prefix(columns.count).map(\.safeForTerminal))
  }

  /// Sets the next row off from those above it: a total.
  package mutating func addRule() { rules.insert(rows.count) }

  /// A line over the following rows that takes no part in the columns' widths.
  package mutating func addHeading(_ text: String) { headings[rows.count] = text.safeForTerminal }

  /// The table's lines without trailing spaces; the first text column is shortened where the table
  /// would be wider than `width`.
  package func lines(width: Int = 80, style: TerminalStyle) -> [String] {
    var widths = columns.indices.map { column in
      max(columns[column].title.count, rows.map { $0[column].count }.max() ?? 0)
    }
    let excess = widths.reduce(0, +) + 2 * (columns.count - 1) - width
    if excess > 0,
      let flexible = columns.indices.first(where: {
        !columns[$0].isNumber && widths[$0] > 8
      })
    {
      widths[flexible] = max(8, widths[flexible] - excess)
    }
    let total = widths.reduce(0, +) + 2 * (columns.count - 1)
    let rule = String(repeating: style.hasUnicode ? "─" : "-", count: total)
    var lines = [style.paint(line(columns.map(\.title), widths, style), .heading), rule]
    for (index, row) in rows.enumerated() {
      if rules.contains(index) { lines.append(rule) }
      if let heading = headings[index] {
        lines += heading.split(separator: "\n").map(String.init)
      }
      lines.append(line(row, widths, style))
    }
    return lines
  }

  /// The table's lines; where they would be wider than `width`, the first column stands above the
  /// others on lines of its own, so that no name is cut.
  ///
  /// Rows with the same first cell share such a line.
  package func foldedLines(width: Int = 80, style: TerminalStyle) -> [String] {
    let whole = lines(width: .max / 2, style: style)
    guard columns.count > 1, whole.contains(where: { $0.count > width }) else {
      return lines(width: width, style: style)
    }
    var rest = TextTable([.text("")] + columns.dropFirst())
    var last: String?
    for (index, row) in rows.enumerated() {
      if rules.contains(index) { rest.addRule() }
      if let heading = headings[index] { rest.addHeading(heading) }
      if row[0] != last {
        rest.headings[rest.rows.count] = [
          rest.headings[rest.rows.count],
          wrapped(row[0], width: width, indent: "  ").joined(separator: "\n"),
        ]
        .compactMap(\.self).joined(separator: "\n")
      }
      last = row[0]
      rest.add([""] + row.dropFirst())
    }
    return [style.paint(columns[0].title, .heading)] + rest.lines(width: width, style: style)
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: TerminalStyle) -> String {
    var text = ""
    for (index, cell) in cells.enumerated() {
      if index > 0 { text += "  " }
      let fitted = fit(cell, widths[index], style)
      let padding = String(repeating: " ", count: widths[index] - fitted.count)
      text += columns[index].isNumber ? padding + fitted : fitted + padding
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  private func fit(_ cell: String, _ width: Int, _ style: TerminalStyle) -> String {
    guard cell.count > width else { return cell }
    let mark = style.hasUnicode ? "…" : "."
    return cell.prefix(width - 1) + mark
  }
}
