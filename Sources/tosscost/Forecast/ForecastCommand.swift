import ArgumentParser

/// `tosscost forecast`: what the load will be, and how good forecasts are.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast a load with intervals, and see how good forecasts are.",
    discussion: """
      Examples:
        tosscost forecast load.csv.gz --horizon 48h --levels 80,95 --plot load.svg
        tosscost forecast backtest load.csv.gz --horizon 48h --origins 10
      """,
    subcommands: [ForecastRun.self, ForecastBacktest.self, ForecastEvaluate.self],
    defaultSubcommand: ForecastRun.self)
}
