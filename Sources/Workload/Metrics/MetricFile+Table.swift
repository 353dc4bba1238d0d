internal import Units

extension MetricFile {
  /// The selected columns of a CSV, or the only one, beside its `timestamp`.
  static func tableColumns(
    _ text: UnsafeBufferPointer<UInt8>, _ selection: Selection, problems: inout ProblemList
  ) -> [Column] {
    var reader = CellReader(text)
    guard let header = header(&reader, text, selection, problems: &problems) else { return [] }
    var points = [[Point]](repeating: [], count: header.count)
    var rows: [Row] = []
    var isEmptyBefore = false
    let timeColumn = header.firstIndex(of: "timestamp") ?? 0
    let wantedColumns = columnsWanted(header, selection.wanted)
    let signed = header.map { selection.allowsNegative([$0]) }
    while reader.startsRow() {
      var cells: [CellReader.Cell] = []
      repeat { cells.append(reader.next()) } while cells.last?.endsRow == false
      for fault in cells.compactMap({ cell in cell.fault.map { (cell.place, $0) } }) {
        problems.add(fault.1, at: fault.0)
      }
      guard cells.count == header.count else {
        problems.add(
          "the row has \(cells.count) cells; \(header.count), as in the header, are allowed",
          at: cells.first?.place)
        continue
      }
      let stamp = UnsafeBufferPointer(rebasing: text[cells[timeColumn].content])
      let time = MetricTime.read(stamp)
      if time == nil { problems.add(TimeText.fault(stamp), at: cells[timeColumn].place) }
      var isEmpty = true
      for (index, cell) in cells.enumerated() where wantedColumns.contains(index) {
        guard !cell.content.isEmpty else { continue }
        isEmpty = false
        switch MetricValueText.read(
          String(decoding: text[cell.content], as: UTF8.self), allowsNegative: signed[index])
        {
        case .failure(let fault):
          problems.add("column '\(header[index])': \(fault.message)", at: cell.place)
        case .success(let value):
          guard let time else { continue }
          points[index].append(
            Point(time: time, value: value, place: cells[timeColumn].place))
        }
      }
      guard let time else { continue }
      // Points are compared column by column later; rows without one would escape that.
      if isEmpty || isEmptyBefore, let before = rows.last, time <= before.time {
        problems.add(orderProblem(time, after: before.time), at: cells[timeColumn].place)
      }
      isEmptyBefore = isEmpty
      rows.append(Row(time: time, place: cells[timeColumn].place))
    }
    return wantedColumns.map {
      Column(names: [header[$0]], points: points[$0], rows: rows)
    }
  }

  /// The rows that the CSV of CloudWatch's console has above its points, by their first cell; that of
  /// labels names the columns.
  private static let preamble = [
    "id", "statuscode", "messages", "full label", "label", "account id", "aws region", "region",
    "namespace", "metric name", "statistic", "period", "unit", "timestamp",
  ]

  /// What the columns are called, in small letters, the column of times `timestamp`.
  private static func header(
    _ reader: inout CellReader, _ text: UnsafeBufferPointer<UInt8>, _ selection: Selection,
    problems: inout ProblemList
  ) -> [String]? {
    var cells = nameRow(&reader, text, problems: &problems)
    if let first = cells.first, preamble.contains(first.name) {
      // The row after the last of them is read again, as one of points.
      var ahead = reader
      var row = cells
      var found = problems
      while let first = row.first, preamble.contains(first.name) {
        if first.name == "label" || first.name == "timestamp" { cells = row }
        reader = ahead
        problems = found
        row = nameRow(&ahead, text, problems: &found)
      }
    }
    var names = cells.map(\.name)
    if names.first == "label" { names[0] = "timestamp" }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      problems.add(
        "the column '\(shownText(name.utf8))' is there twice", at: cells[index].place)
    }
    let isLone = names.count == 2
    let wanted = selection.wanted
    guard names.contains("timestamp"),
      !selection.needsOne || isLone || names.contains(where: { isWanted($0, wanted) })
    else {
      problems.add(
        "no column 'timestamp' beside one of \(wanted.map { "'\($0)'" }.joined(separator: ", ")) in"
          + " the header '\(shownText(names.joined(separator: ",").utf8))'; a first line such as"
          + " 'timestamp,value' is required", at: TextPlace(line: 1, column: 1))
      return nil
    }
    return problems.isEmpty ? names : nil
  }

  private static func nameRow(
    _ reader: inout CellReader, _ text: UnsafeBufferPointer<UInt8>, problems: inout ProblemList
  ) -> [(name: String, place: TextPlace)] {
    var cells: [(name: String, place: TextPlace)] = []
    var isFinished = !reader.startsRow()
    while !isFinished {
      let cell = reader.next()
      if let fault = cell.fault { problems.add(fault, at: cell.place) }
      cells.append((String(decoding: text[cell.content], as: UTF8.self).lowercased(), cell.place))
      isFinished = cell.endsRow
    }
    return cells
  }

  /// Whether a column is called as one of `wanted` or has one of them as a word of its name.
  private static func isWanted(_ name: String, _ wanted: [String]) -> Bool {
    wanted.contains(name) || words(of: name).contains(where: wanted.contains)
  }

  /// The columns that matter: the only one, or for each of `wanted` those called so, or where none is,
  /// those that have it as a word of their name.
  private static func columnsWanted(_ header: [String], _ wanted: [String]) -> [Int] {
    let others = header.indices.filter { header[$0] != "timestamp" }
    if others.count == 1 { return others }
    let found = wanted.map { name in
      let exact = others.filter { header[$0] == name }
      return exact.isEmpty ? others.filter { words(of: header[$0]).contains(name) } : exact
    }
    return others.filter { index in found.contains { $0.contains(index) } }
  }
}
