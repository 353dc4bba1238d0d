package import Units

/// Why the monthly cost moved: price, configuration and load add up to the difference exactly.
package struct GuardAttribution: Sendable, Hashable {
  package let total: Money
  /// Baseline quantities at new prices, minus the baseline.
  package let price: Money
  /// The candidate's load under the baseline's scenario, minus that; `nil` where it cannot be told
  /// apart from the configuration.
  package let load: Money?
  /// The rest: what the scenario changed, and the load where `load` is `nil`.
  package let configuration: Money
  /// Neither scenario nor load changed, so that the rest is a change of the simulator.
  package let isSimulator: Bool
  /// The lines that moved, the largest change first.
  package let lines: [Line]

  package struct Line: Sendable, Hashable {
    package let line: String
    package let baseline: Money
    package let candidate: Money

    package var change: Money { candidate - baseline }
  }

  /// What changed between a recording and a candidate.
  package struct Changes: Sendable, Hashable {
    package let scenario: Bool
    package let load: Bool
    /// The trace of the recording is where it was, with the content it had.
    package let oldTraceIsThere: Bool

    package init(scenario: Bool, load: Bool, oldTraceIsThere: Bool) {
      self.scenario = scenario
      self.load = load
      self.oldTraceIsThere = oldTraceIsThere
    }
  }

  /// - Parameters:
  ///   - baseline: the mean month of the recording, at its prices.
  ///   - repriced: the same at the new prices, in the same order.
  ///   - candidate: the candidate's mean month.
  ///   - crossed: the monthly cost of the candidate's load under the baseline's scenario; needed
  ///     where both changed.
  package init(
    baseline: [GuardItem], repriced: [Money], candidate: [GuardItem], changes: Changes,
    crossed: Money?
  ) {
    let old = baseline.reduce(Money.zero) { $0 + $1.monthly }
    let new = candidate.reduce(Money.zero) { $0 + $1.monthly }
    let atNewPrices = repriced.reduce(.zero, +)
    total = new - old
    price = atNewPrices - old
    let rest = new - atNewPrices
    isSimulator = !changes.scenario && !changes.load
    switch (changes.scenario, changes.load) {
    case (_, false): load = .zero
    case (false, true): load = rest
    case (true, true):
      load = changes.oldTraceIsThere ? crossed.map { $0 - atNewPrices } : nil
    }
    configuration = rest - (load ?? .zero)
    lines = Self.moved(baseline, candidate)
  }

  /// Lines whose change is a cent or more.
  private static func moved(_ baseline: [GuardItem], _ candidate: [GuardItem]) -> [Line] {
    var names: [String] = []
    for item in baseline + candidate where !names.contains(item.line) { names.append(item.line) }
    func sum(_ items: [GuardItem], _ line: String) -> Money {
      items.filter { $0.line == line }.reduce(.zero) { $0 + $1.monthly }
    }
    let lines = names.map {
      Line(line: $0, baseline: sum(baseline, $0), candidate: sum(candidate, $0))
    }
    let cent = (Decimal12.one / 100).magnitude
    return lines.enumerated()
      .filter { $0.element.change.trillionths.magnitude >= cent }
      .sorted {
        ($1.element.change.trillionths.magnitude, $0.offset)
          < ($0.element.change.trillionths.magnitude, $1.offset)
      }.map(\.element)
  }
}
