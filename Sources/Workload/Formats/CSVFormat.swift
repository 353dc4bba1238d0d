internal import Units

/// `timestamp,requests`: one row an interval, other columns ignored.
///
/// A header is required. The count column is called `requests` or, where that is absent, `value`;
/// names are compared without regard to case. Times are ISO 8601 with `T` or a space; no zone means
/// UTC. Cells may be quoted and lines may end in CRLF (RFC 4180).
struct CSVFormat: TraceFormat {
  let id = "csv"
  let description = "a CSV with a header and the columns timestamp and requests (or value)"
  let example = "timestamp,requests\n2026-12-01T00:00:00Z,120\n2026-12-01T00:01:00Z,131\n"

  /// Whether the first line has a comma, a semicolon or the column name; the last resort of all
  /// formats, so that a file without its header is told what a header looks like.
  func recognises(head: ArraySlice<UInt8>, fileName: String) -> Bool {
    let line = head.drop(while: isBlank).prefix { $0 != UInt8(ascii: "\n") }
    return line.contains(UInt8(ascii: ",")) || line.contains(UInt8(ascii: ";"))
      || String(decoding: line, as: UTF8.self).lowercased().contains("timestamp")
      || fileName.hasSuffix(".csv") || fileName.hasSuffix(".csv.gz")
  }

  func read(_ text: UnsafeBufferPointer<UInt8>, problems: inout ProblemList) -> TracePoints {
    var reader = CellReader(text)
    var points = TracePoints()
    guard let header = header(&reader, text, problems: &problems) else { return points }
    points.reserve(text.count / 22)
    while reader.startsRow() {
      readRow(&reader, text, header, into: &points, problems: &problems)
    }
    return points
  }

  private struct Header {
    let time: Int
    let count: Int
    let columns: Int
  }

  private func header(
    _ reader: inout CellReader, _ text: UnsafeBufferPointer<UInt8>, problems: inout ProblemList
  ) -> Header? {
    var names: [String] = []
    var isFinished = !reader.startsRow()
    while !isFinished {
      let cell = reader.next()
      if let fault = cell.fault { problems.add(fault, at: cell.place) }
      let name = String(decoding: text[cell.content], as: UTF8.self).lowercased()
      if ["timestamp", "requests", "value"].contains(name), names.contains(name) {
        problems.add("the column '\(name)' is there twice; once is allowed", at: cell.place)
      }
      names.append(name)
      isFinished = cell.endsRow
    }
    let time = names.firstIndex(of: "timestamp")
    let count = names.firstIndex(of: "requests") ?? names.firstIndex(of: "value")
    let start = TextPlace(line: 1, column: 1)
    let found = shownText(Array(names.joined(separator: ",").utf8))
    if time == nil {
      problems.add(
        "no column 'timestamp' in the header '\(found)'; a first line such as "
          + "'timestamp,requests' is required", at: start)
    }
    if count == nil {
      problems.add(
        "no column 'requests' or 'value' in the header '\(found)'; one of the two is required",
        at: start)
    }
    guard problems.isEmpty, let time, let count else { return nil }
    return Header(time: time, count: count, columns: names.count)
  }

  private func readRow(
    _ reader: inout CellReader, _ text: UnsafeBufferPointer<UInt8>, _ header: Header,
    into points: inout TracePoints, problems: inout ProblemList
  ) {
    var time: (seconds: Int64, place: TextPlace)?
    var count: Double?
    var column = 0
    var rowStart: TextPlace?
    while true {
      let cell = reader.next()
      rowStart = rowStart ?? cell.place
      if let fault = cell.fault { problems.add(fault, at: cell.place) }
      let content = UnsafeBufferPointer(rebasing: text[cell.content])
      if column == header.time {
        if let parsed = UTCTime(iso8601: content) {
          time = (parsed.secondsSinceEpoch, cell.place)
        } else {
          problems.add(TimeText.fault(content), at: cell.place)
        }
      } else if column == header.count {
        switch CountReader.read(content) {
        case .count(let value): count = value
        case .fault(let message): problems.add(message, at: cell.place)
        }
      }
      column += 1
      if cell.endsRow { break }
    }
    if column != header.columns {
      problems.add(
        "the row has \(column) cells; \(header.columns), as in the header, are allowed",
        at: rowStart)
    } else if let time, let count {
      points.append(time: time.seconds, count: count, at: time.place)
    }
  }
}

/// Messages about times.
enum TimeText {
  static func fault(_ content: some Collection<UInt8>) -> String {
    "'\(shownText(content))' is not a time; ISO 8601 such as 2026-12-01T16:00:00Z is allowed"
  }
}
