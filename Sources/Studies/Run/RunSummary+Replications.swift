internal import Units

extension RunSummary.Replications {
  /// `nil` for fewer than two replications, of which nothing is known of the spread.
  init?(_ costs: [ReplicationCosts]) {
    guard let total = RunSummary.Interval(costs.map(\.monthlyTotal)) else { return nil }
    self.init(
      count: costs.count, confidence: 0.95, monthlyTotal: total,
      lines: Self.lineIDs(costs).compactMap { id in
        RunSummary.Interval(costs.map { $0.monthly(of: id) }).map {
          RunSummary.LineInterval(line: id, monthly: $0)
        }
      })
  }

  /// The lines of the first replication, then those that only others have.
  private static func lineIDs(_ all: [ReplicationCosts]) -> [String] {
    var seen: Set<String> = []
    return all.flatMap(\.lines).map(\.id).filter { seen.insert($0).inserted }
  }

  /// The interval of a line; `nil` where the bill has no such line.
  package func monthly(of line: String) -> RunSummary.Interval? {
    lines.first { $0.line == line }?.monthly
  }
}

extension RunSummary.Interval {
  init?(_ amounts: [Money]) {
    let interval = MoneyInterval(amounts)
    guard let low = interval.low, let high = interval.high, let least = amounts.min(),
      let most = amounts.max()
    else { return nil }
    self.init(mean: interval.mean, low: low, high: high, least: least, most: most)
  }
}
