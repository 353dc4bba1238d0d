import ArgumentParser

/// `tosscost forecast`: what the load will be.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast", abstract: "Forecast a load, and see how good forecasts are.",
    subcommands: [ForecastEvaluate.self])
}
