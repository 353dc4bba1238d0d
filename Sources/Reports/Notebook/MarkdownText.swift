extension String {
  /// This text as it shall look in Markdown: nothing in it is markup, a link or the end of a cell.
  ///
  /// Characters that begin markup within a line get a backslash, after those that mean something to
  /// HTML have become entities.
  var escapedForMarkdown: String {
    var result = ""
    for scalar in escapedForMarkup.unicodeScalars {
      if "\\`*_[]|~$^".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}

/// A table of Markdown as GitHub and Jupyter read it.
struct MarkdownTable {
  private var lines: [String]

  init(_ columns: [(title: String, isNumber: Bool)]) {
    lines = [
      "| " + columns.map(\.title).joined(separator: " | ") + " |",
      "|" + columns.map { $0.isNumber ? "---:|" : "---|" }.joined(),
    ]
  }

  mutating func add(_ cells: [String]) {
    lines.append("| " + cells.map(\.escapedForMarkdown).joined(separator: " | ") + " |")
  }

  var text: String { lines.joined(separator: "\n") }
}
