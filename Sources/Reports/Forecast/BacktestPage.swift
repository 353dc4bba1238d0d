package import Forecasting
internal import Units

/// A backtest for people.
package enum BacktestPage {
  /// Blocks that the horizon is shown in.
  private static let blocks = 8

  package static func lines(_ backtest: Backtest, style: TerminalStyle = .plain) -> [String] {
    func figure(_ value: Double) -> String { Figures.fixed(value, decimals: 3) }
    var lines = [
      "\(backtest.name): \(backtest.horizon) steps of \(backtest.step) s ahead from "
        + "\(backtest.origins.count) origins",
      "",
    ]
    var origins = TextTable([
      .text("origin (UTC)"), .number("MASE"), .number("naive, day"), .number("naive, week"),
    ])
    for origin in backtest.origins {
      origins.add([
        origin.start?.description ?? "step \(origin.known + 1)", figure(origin.mase),
        figure(origin.naiveDay), figure(origin.naiveWeek),
      ])
    }
    origins.addRule()
    origins.add([
      "mean", figure(backtest.mase), figure(backtest.naiveDay), figure(backtest.naiveWeek),
    ])
    lines += origins.lines(style: style)
    lines.append("")
    var steps = TextTable([
      .text("steps ahead"), .number("MASE"), .number("naive, day"), .number("naive, week"),
    ])
    let size = max(1, (backtest.horizon + blocks - 1) / blocks)
    for first in stride(from: 0, to: backtest.horizon, by: size) {
      let block = backtest.steps[first..<min(first + size, backtest.horizon)]
      func mean(_ value: (Backtest.Step) -> Double) -> String {
        figure(block.reduce(0) { $0 + value($1) } / Double(block.count))
      }
      steps.add([
        "\(first + 1) to \(block.endIndex)", mean(\.mase), mean(\.naiveDay), mean(\.naiveWeek),
      ])
    }
    lines += steps.lines(style: style)
    lines.append("")
    lines.append(
      "skill: \(Figures.fixed(backtest.skill * 100, decimals: 1)) % of the better seasonal naive "
        + "forecast's error is saved")
    for item in backtest.coverage {
      lines.append(
        "coverage of the \(LevelName.percent(item.level)) % interval: "
          + "\(Figures.fixed(item.share * 100, decimals: 1)) %")
    }
    for remark in backtest.remarks { lines += wrapped("note: " + remark, indent: "  ") }
    return lines
  }
}
