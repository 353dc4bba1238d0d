internal import Units

/// A CSV file of a run under reading: checks its header and collects what is wrong with its rows.
struct CSVFile {
  /// One row with as many cells as the header.
  struct Row {
    let cells: [ArraySlice<UInt8>]

    func text(_ column: Int) -> String { cells[column].cellText }
    func number(_ column: Int) -> Double? { cells[column].cellNumber }
  }

  private static let mostProblems = 20
  private let source: String
  private let columns: Int
  private var reader: CSVReader
  private var cells: [ArraySlice<UInt8>] = []
  private var line = 1
  private var problems: [Problem] = []

  /// - Throws: `InputError.invalid` when the first row is not `header`.
  init(_ bytes: [UInt8], header: [String], source: String) throws(InputError) {
    self.source = source
    columns = header.count
    reader = CSVReader(bytes)
    guard reader.next(into: &cells), cells.map(\.cellText) == header else {
      throw .invalid([
        Problem(
          file: source, line: 1,
          message: "the header is not \(header.joined(separator: ","))")
      ])
    }
  }

  /// The next row that has all its cells.
  mutating func next() -> Row? {
    while reader.next(into: &cells) {
      line += 1
      if cells.count == columns { return Row(cells: cells) }
      report("\(cells.count) cells where the header has \(columns)")
    }
    return nil
  }

  /// Notes a problem with the row that was read last; the first twenty are kept.
  mutating func report(_ message: String) {
    guard problems.count < Self.mostProblems else { return }
    problems.append(Problem(file: source, line: line, message: message))
  }

  func throwProblems() throws(InputError) {
    if !problems.isEmpty { throw .invalid(problems) }
  }
}
