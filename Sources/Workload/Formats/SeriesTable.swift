internal import Files
package import Units

/// Series in the file layout of the M4 competition: a header, then one row a series, its id first
/// and its values left to right; trailing cells are empty or `NA`.
package struct SeriesTable: Sendable {
  package struct Row: Sendable {
    package let id: String
    package let values: [Double]
  }

  /// In the order of the file.
  package let rows: [Row]

  /// Reads a table, plain or gzip.
  ///
  /// - Throws: `InputError.missing` when the file cannot be opened, `.invalid` with every problem.
  package static func load(path: String) throws(InputError) -> SeriesTable {
    let source = try InputFile.read(path: path)
    var problems = ProblemList(file: path)
    var text = source
    if Gunzip.isCompressed(source) {
      do {
        text = try Gunzip.inflate(source)
      } catch {
        problems.add("\(error.message); a whole gzip file is allowed")
        throw .invalid(problems.problems)
      }
    }
    let rows = text.withUnsafeBufferPointer { read($0, problems: &problems) }
    if problems.isEmpty && rows.isEmpty {
      problems.add("there are no series; a header and one row a series are allowed")
    }
    guard problems.isEmpty else { throw .invalid(problems.problems) }
    return SeriesTable(rows: rows)
  }

  private static func read(
    _ text: UnsafeBufferPointer<UInt8>, problems: inout ProblemList
  ) -> [Row] {
    var reader = CellReader(text)
    var rows: [Row] = []
    var ids: Set<String> = []
    if reader.startsRow() {
      while !reader.next().endsRow {}
    }
    while reader.startsRow() {
      let first = reader.next()
      let id = String(decoding: text[first.content], as: UTF8.self)
      if id.isEmpty || !ids.insert(id).inserted {
        problems.add(
          "the id \(id.isEmpty ? "is empty" : id + " is there twice"); one row an id is allowed",
          at: first.place)
      }
      var values: [Double] = []
      var isOver = false
      var cell = first
      while !cell.endsRow {
        cell = reader.next()
        let content = String(decoding: text[cell.content], as: UTF8.self)
        if content.isEmpty || content == "NA" {
          isOver = true
        } else if let value = Double(content), value.isFinite, !isOver {
          values.append(value)
        } else {
          problems.add(
            "\(content) \(isOver ? "follows an empty cell" : "is no number"); finite numbers "
              + "without gaps are allowed",
            at: cell.place)
        }
      }
      rows.append(Row(id: id, values: values))
    }
    return rows
  }
}
