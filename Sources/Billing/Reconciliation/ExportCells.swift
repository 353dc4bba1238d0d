internal import Files
internal import Units

/// The cells of one row by the names of its columns, noting what cannot be read.
struct ExportCells {
  let file: String
  let columns: [String: Int]
  let row: CSVReader.Row
  private(set) var problems: [Problem] = []

  init(file: String, columns: [String: Int], row: CSVReader.Row) {
    self.file = file
    self.columns = columns
    self.row = row
  }

  /// The text of a cell; empty where the column is missing or the cell is null.
  func text(_ name: String) -> String {
    guard let column = columns[name] else { return "" }
    let text = row.cells[column]
    return text == "NULL" || text == "null" ? "" : text
  }

  private mutating func report(_ name: String, _ message: String) {
    let place = columns[name].map { row.places[$0] } ?? row.places[0]
    problems.append(
      Problem(file: file, line: place.line, column: place.column, message: message))
  }

  /// An amount; zero where the cell is empty and need not be there.
  mutating func amount(_ name: String, required: Bool = false) -> Int128 {
    let text = text(name)
    if text.isEmpty {
      if required { report(name, "`\(name)` must be a decimal, not empty") }
      return 0
    }
    guard let value = ExportNumber.trillionths(text) else {
      report(name, "`\(name)` must be a decimal, not \"\(text)\"")
      return 0
    }
    return value
  }

  mutating func time(_ name: String) -> UTCTime {
    let text = text(name)
    guard let time = UTCTime(iso8601: text) else {
      report(name, "`\(name)` must be a time in ISO 8601, not \"\(text)\"")
      return UTCTime(secondsSinceEpoch: 0)
    }
    return time
  }

  mutating func currency(_ name: String) {
    let text = text(name)
    if text != "USD" { report(name, "`\(name)` must be USD, not \"\(text)\"") }
  }
}
