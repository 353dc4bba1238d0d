/// A table of a page: text columns left, numbers right with figures of equal width.
struct HTMLTable {
  enum Cell {
    case text(String)
    case number(String)
    /// A figure that stands out, for better or worse.
    case bad(String)
    case good(String)

    fileprivate var text: String {
      switch self {
      case .text(let text), .number(let text), .bad(let text), .good(let text): text
      }
    }
  }

  /// Titles; those of numbers stand right.
  let columns: [(title: String, isNumber: Bool)]
  private(set) var rows: [(cells: [Cell], isTotal: Bool)] = []
  let caption: String

  init(caption: String, _ columns: [(title: String, isNumber: Bool)]) {
    self.caption = caption
    self.columns = columns
  }

  mutating func add(_ cells: [Cell], isTotal: Bool = false) { rows.append((cells, isTotal)) }

  /// The table in a frame that scrolls where a screen is too narrow.
  ///
  /// End tags that HTML lets an author leave out are left out: a month has thousands of cells.
  func markup() -> Markup {
    var result: Markup = """
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table>\
      <caption>\(caption)</caption><thead><tr>
      """
    for column in columns {
      result +=
        column.isNumber
        ? "<th scope=\"col\" class=\"n\">\(column.title)" : "<th scope=\"col\">\(column.title)"
    }
    result += "</thead><tbody>"
    for row in rows {
      result += row.isTotal ? "<tr class=\"total\">" : "<tr>"
      for (index, cell) in row.cells.enumerated() {
        let isNumber = columns.indices.contains(index) && columns[index].isNumber
        result += tag(cell, isHead: index == 0 && !isNumber, isNumber: isNumber)
        result += "\(cell.text)"
      }
    }
    return result + "</tbody></table></div>\n"
  }

  private func tag(_ cell: Cell, isHead: Bool, isNumber: Bool) -> Markup {
    switch cell {
    case .bad: isNumber ? "<td class=\"n bad\">" : "<td class=\"bad\">"
    case .good: isNumber ? "<td class=\"n good\">" : "<td class=\"good\">"
    default: isHead ? "<th scope=\"row\">" : isNumber ? "<td class=\"n\">" : "<td>"
    }
  }
}

/// A figure of the page: a heading, a chart, its legend, and the table behind it.
struct Figure {
  let title: String
  let legend: [(Hue, String)]
  let chart: Markup
  /// `nil` where a table stands beside the chart anyway.
  var table: (summary: String, markup: Markup)?

  func markup() -> Markup {
    let keys = legend.map { hue, text -> Markup in
      "<span class=\"key\"><i class=\"\(hue.rawValue)\"></i>\(text)</span> "
    }
    let behind: Markup =
      table.map { table in
        "<details><summary>\(table.summary)</summary>\(table.markup)</details>"
      } ?? ""
    return """
      <figure><figcaption><b>\(title)</b> \(keys)</figcaption>\(chart)\(behind)</figure>

      """
  }
}
