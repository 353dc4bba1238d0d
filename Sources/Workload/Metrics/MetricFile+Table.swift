internal import Units

extension MetricFile {
  /// The columns of a CSV that are called as one of `wanted`, beside its `timestamp`.
  static func tableColumns(
    _ text: UnsafeBufferPointer<UInt8>, wanted: [String], problems: inout ProblemList
  ) -> [Column] {
    var reader = CellReader(text)
    guard let header = header(&reader, text, wanted: wanted, problems: &problems) else { return [] }
    var points = [[Point]](repeating: [], count: header.count)
    var rows: [Row] = []
    var isEmptyBefore = false
    let timeColumn = header.firstIndex(of: "timestamp") ?? 0
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
      for (index, cell) in cells.enumerated() where wanted.contains(header[index]) {
        guard !cell.content.isEmpty else { continue }
        isEmpty = false
        switch MetricValueText.read(String(decoding: text[cell.content], as: UTF8.self)) {
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
    return header.indices.filter { wanted.contains(header[$0]) }.map {
      Column(names: [header[$0]], points: points[$0], rows: rows)
    }
  }

  private static func header(
    _ reader: inout CellReader, _ text: UnsafeBufferPointer<UInt8>, wanted: [String],
    problems: inout ProblemList
  ) -> [String]? {
    var names: [String] = []
    var isFinished = !reader.startsRow()
    while !isFinished {
      let cell = reader.next()
      if let fault = cell.fault { problems.add(fault, at: cell.place) }
      let name = String(decoding: text[cell.content], as: UTF8.self).lowercased()
      if names.contains(name) {
        problems.add("the column '\(shownText(name.utf8))' is there twice", at: cell.place)
      }
      names.append(name)
      isFinished = cell.endsRow
    }
    guard names.contains("timestamp"), names.contains(where: wanted.contains) else {
      problems.add(
        "no column 'timestamp' beside one of \(wanted.map { "'\($0)'" }.joined(separator: ", ")) in"
          + " the header '\(shownText(names.joined(separator: ",").utf8))'; a first line such as"
          + " 'timestamp,value' is required", at: TextPlace(line: 1, column: 1))
      return nil
    }
    return problems.isEmpty ? names : nil
  }
}
