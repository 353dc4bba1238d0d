package import Forecasting
package import Units
package import Workload

extension Evaluation {
  /// Keeps the last `count` values of each series back, to be forecast from those before.
  ///
  /// - Throws: `InputError.invalid` naming every series that is too short for it.
  package static func cases(
    holdingOut count: Int, of table: SeriesTable, name: String
  ) throws(InputError) -> [Case] {
    let problems = table.rows.filter { $0.values.count < count + TimeSeries.minimumCount }.map {
      Problem(
        file: name,
        message: "series \($0.id) has \($0.values.count) values; to hold out \(count), "
          + "\(count + TimeSeries.minimumCount) or more are needed")
    }
    guard problems.isEmpty else { throw .invalid(problems) }
    return table.rows.map {
      Case(
        id: $0.id, history: Array($0.values.dropLast(count)), future: Array($0.values.suffix(count))
      )
    }
  }

  /// Joins the series of two tables by id, in the order of the first.
  ///
  /// - Throws: `InputError.invalid` naming every id that stands in one table only, and futures of
  ///   different lengths.
  package static func cases(
    train: SeriesTable, test: SeriesTable, trainName: String, testName: String
  ) throws(InputError) -> [Case] {
    var problems: [Problem] = []
    let futures = Dictionary(
      test.rows.map { ($0.id, $0.values) }, uniquingKeysWith: { first, _ in first })
    let known = Set(train.rows.map(\.id))
    for row in test.rows where !known.contains(row.id) {
      problems.append(Problem(file: trainName, message: "series \(row.id) is absent"))
    }
    let horizon = test.rows.first?.values.count ?? 0
    var cases: [Case] = []
    for row in train.rows {
      guard let future = futures[row.id] else {
        problems.append(Problem(file: testName, message: "series \(row.id) is absent"))
        continue
      }
      if future.isEmpty || future.count != horizon {
        problems.append(
          Problem(
            file: testName,
            message: "series \(row.id) has \(future.count) values; the first has \(horizon), and "
              + "all are to be of one length"))
      }
      cases.append(Case(id: row.id, history: row.values, future: future))
    }
    guard problems.isEmpty else { throw .invalid(problems) }
    return cases
  }
}
