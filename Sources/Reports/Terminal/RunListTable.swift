package import Units

/// The runs of a store, the latest last.
package struct RunListTable: Sendable {
  private var table = TextTable([
    .text("scenario"), .text("run"), .text("period"), .number("seed"), .text("mode"),
    .number("month of 730 h"),
  ])

  package init() {}

  /// Adds a run; `period` is in ISO 8601 and shown by its days.
  package mutating func add(
    run: String, scenario: String, period: String, seed: String, mode: String,
    monthly: Money
  ) {
    let days = period.split(separator: "/").map { $0.prefix(10) }.joined(separator: "/")
    table.add([scenario, run, days, seed, mode, Figures.dollars(monthly)])
  }

  package func lines(style: TerminalStyle) -> [String] { table.foldedLines(style: style) }
}
