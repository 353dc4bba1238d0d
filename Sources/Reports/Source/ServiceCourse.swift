internal import Units

/// The minutes of one service, as columns of `timeline.csv`.
struct ServiceCourse: Sendable {
  let name: String
  /// Minutes since the start of the period, in the file's order; all columns have this length.
  var minutes: [Int] = []
  var offered: [Double] = []
  var errors: [Double] = []
  /// In percent; NaN without tasks.
  var cpu: [Double] = []
  var desired: [Double] = []
  var running: [Double] = []
  var healthy: [Double] = []
  /// In milliseconds; NaN for a minute without a request.
  var p50: [Double] = []
  var p95: [Double] = []
  var p99: [Double] = []

  init(name: String) { self.name = name }

  /// Reads `timeline.csv` into the services that `names` lists; rows of others are problems.
  ///
  /// - Complexity: O(bytes).
  static func read(
    _ bytes: [UInt8], names: [String], period: Period, source: String
  ) throws(InputError) -> [ServiceCourse] {
    var rows = try CSVFile(bytes, header: TimelineCSV.header, source: source)
    var courses = names.map(ServiceCourse.init)
    let columns = Columns()
    // Rows of a service follow each other, so that its name is looked up once.
    var current = 0
    var currentName: [UInt8] = []
    while let row = rows.next() {
      if !row.cells[columns.service].elementsEqual(currentName) {
        let name = row.text(columns.service)
        guard let index = names.firstIndex(of: name) else {
          rows.report("a service that summary.json does not have")
          continue
        }
        current = index
        currentName = Array(row.cells[columns.service])
      }
      let time = row.cells[columns.time].withUnsafeBufferPointer { UTCTime(iso8601: $0) }
      guard let time, courses[current].append(row, at: time, of: period, columns) else {
        rows.report("not a minute of this run's period")
        continue
      }
    }
    try rows.throwProblems()
    return courses
  }

  /// Where the columns stand.
  private struct Columns {
    let time = index("time")
    let service = index("service")
    let offered = index("offered")
    let errors = index("errors")
    let cpu = index("cpu_pct")
    let desired = index("desired")
    let running = index("running")
    let healthy = index("healthy")
    let p50 = index("p50_ms")
    let p95 = index("p95_ms")
    let p99 = index("p99_ms")

    private static func index(_ name: String) -> Int {
      TimelineCSV.header.firstIndex(of: name) ?? 0
    }
  }

  private mutating func append(
    _ row: CSVFile.Row, at time: UTCTime, of period: Period, _ columns: Columns
  ) -> Bool {
    let seconds = time.seconds(since: period.start)
    guard seconds >= 0, time < period.end, let offered = row.number(columns.offered),
      let errors = row.number(columns.errors), let desired = row.number(columns.desired),
      let running = row.number(columns.running), let healthy = row.number(columns.healthy)
    else { return false }
    minutes.append(Int(seconds / 60))
    self.offered.append(offered)
    self.errors.append(errors)
    self.desired.append(desired)
    self.running.append(running)
    self.healthy.append(healthy)
    cpu.append(row.number(columns.cpu) ?? .nan)
    p50.append(row.number(columns.p50) ?? .nan)
    p95.append(row.number(columns.p95) ?? .nan)
    p99.append(row.number(columns.p99) ?? .nan)
    return true
  }
}
