internal import Files
package import Units

/// Recorded metric points as a file holds them: one column or several.
///
/// Unlike a load trace it keeps its gaps, and its values are not counts.
package struct MetricFile: Sendable {
  /// The file's path, for messages.
  package let name: String
  package let columns: [Column]

  /// One metric, or one statistic of a metric.
  package struct Column: Sendable {
    /// What the file calls it, in small letters: a header, a statistic, an `Id` and a `Label`.
    package let names: [String]
    /// The metric's label in small letters, where the column is one of its statistics.
    package let label: String?
    /// In order of time, no instant twice.
    package let points: [Point]
    /// Where the recording has or could have a point: also the rows of a table whose cell is empty.
    package let rows: [Row]

    /// Those of its names and its label, in small letters.
    package var words: [String] {
      (names + (label.map { [$0] } ?? [])).flatMap { MetricFile.words(of: $0) }
    }

    init(names: [String], label: String? = nil, points: [Point], rows: [Row]? = nil) {
      self.names = names
      self.label = label
      self.points = points
      self.rows = rows ?? points.map { Row(time: $0.time, place: $0.place) }
    }
  }

  package struct Row: Sendable {
    package let time: UTCTime
    package let place: TextPlace
  }

  package struct Point: Sendable {
    /// Start of the point's period.
    package let time: UTCTime
    package let value: Double
    package let place: TextPlace
  }

  /// Reads a CSV with a header and a column `timestamp`, or the JSON of `aws cloudwatch
  /// get-metric-statistics` or `get-metric-data`, plain or gzip.
  ///
  /// Rows of a CSV have to be in order of time; CloudWatch promises no order, so its points are
  /// sorted. An empty cell is a missing point.
  ///
  /// - Throws: `InputError.missing` when the file cannot be opened; `InputError.invalid` with every
  ///   problem, `ProblemList.limit` at most.
  package static func load(path: String, columns: Selection) throws(InputError) -> MetricFile {
    try read(try InputFile.read(path: path), name: path, columns: columns)
  }

  /// Which columns of a file matter, and what they may hold.
  package struct Selection {
    /// What columns of a CSV are called that matter, in small letters; others are ignored.
    package var wanted: [String]
    /// Whether a CSV has to have one of them.
    package var needsOne = true
    /// Whether a column or result with these names may have values below zero.
    package var allowsNegative: (_ names: [String]) -> Bool = { _ in false }

    package init(_ wanted: [String]) { self.wanted = wanted }
  }

  /// Reads the bytes of a file called `name`; see `load(path:columns:)`.
  package static func read(
    _ source: [UInt8], name: String, columns selection: Selection
  ) throws(InputError) -> MetricFile {
    var problems = ProblemList(file: name)
    let columns = columns(of: source, selection, problems: &problems).map { column in
      column.checkingOrder(&problems)
    }
    guard problems.isEmpty else {
      // Times are compared column by column, after the cells have been read.
      throw InputError.invalid(
        problems.problems.enumerated().sorted { a, b in
          (a.element.line ?? .max, a.element.column ?? 0, a.offset)
            < (b.element.line ?? .max, b.element.column ?? 0, b.offset)
        }.map(\.element))
    }
    return MetricFile(name: name, columns: columns)
  }

  /// The column that goes by one of `names`, the first of which is tried first.
  ///
  /// Where none does, the only one that has one of them as a word of a longer name, such as the
  /// label `web CPUUtilization`. `nil` too where the first name that fits is that of several.
  package func column(named names: [String]) -> Column? {
    let found = columns(named: names)
    return found.count == 1 ? found[0] : nil
  }

  /// All columns that go by the first of `names` that any goes by.
  package func columns(named names: [String]) -> [Column] {
    for name in names {
      let found = columns.filter { $0.names.contains(name) }
      if !found.isEmpty { return found }
    }
    for name in names {
      let found = columns.filter { column in
        column.names.contains { Self.words(of: $0).contains(name) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The same file with those of its columns for which `isIncluded` holds.
  package func filtered(_ isIncluded: (Column) -> Bool) -> MetricFile {
    MetricFile(name: name, columns: columns.filter(isIncluded))
  }

  /// What a label is made of: letters, digits and underscores between all else.
  package static func words(of label: String) -> [String] {
    label.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
  }

  /// What is wrong with a time that is not after the one before.
  static func orderProblem(_ time: UTCTime, after before: UTCTime) -> String {
    time == before
      ? "the time \(time) is there twice; each point once is allowed"
      : "the time \(time) is before \(before) of the row above; rising times are allowed"
  }

  private static func columns(
    of source: [UInt8], _ selection: Selection, problems: inout ProblemList
  ) -> [Column] {
    var text = source
    if Gunzip.isCompressed(source) {
      do {
        text = try Gunzip.inflate(source)
      } catch {
        problems.add("\(error.message); a whole gzip file is allowed")
        return []
      }
    }
    let body = text.starts(with: [0xef, 0xbb, 0xbf]) ? text.dropFirst(3) : text[...]
    guard let first = body.first(where: { !isBlank($0) }) else {
      problems.add(
        "the file is empty; allowed: a CSV with the columns timestamp and value, or the JSON of"
          + " aws cloudwatch get-metric-statistics or get-metric-data")
      return []
    }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    return body.withUnsafeBufferPointer {
      isJSON
        ? cloudWatchColumns($0, selection, problems: &problems)
        : tableColumns($0, selection, problems: &problems)
    }
  }
}

extension MetricFile.Column {
  fileprivate func checkingOrder(_ problems: inout ProblemList) -> Self {
    for (before, point) in zip(points, points.dropFirst()) where point.time <= before.time {
      problems.add(MetricFile.orderProblem(point.time, after: before.time), at: point.place)
    }
    return self
  }

  /// The points of both, under the names of the first.
  func joined(with other: Self) -> Self {
    MetricFile.Column(names: names, label: label, points: points + other.points).sorted()
  }

  /// In order of time, equal times in the order of the file.
  func sorted() -> Self {
    let order = points.indices.sorted { (points[$0].time, $0) < (points[$1].time, $1) }
    return MetricFile.Column(names: names, label: label, points: order.map { points[$0] })
  }
}

/// Reading a metric's value.
enum MetricValueText {
  static let allowed = "a finite number, such as 50.57, is allowed"

  /// The value, or what is wrong with it.
  static func read(_ text: String, allowsNegative: Bool) -> Result<Double, Fault> {
    guard let value = Double(text), text.first?.isLetter == false || value.isNaN else {
      return .failure(Fault(message: "'\(shownText(text.utf8))' is not a number; \(allowed)"))
    }
    guard value.isFinite else {
      return .failure(Fault(message: "the value is \(shownText(text.utf8)); \(allowed)"))
    }
    guard value >= 0 || allowsNegative else {
      return .failure(
        Fault(
          message:
            "the value \(text) is negative; of utilisation and request counts, values of 0 and"
            + " more are allowed"))
    }
    return .success(value)
  }

  struct Fault: Error { let message: String }
}
