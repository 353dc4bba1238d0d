import ArgumentParser
import Files
import Forecasting
import Reports
import Units

/// `tosscost forecast backtest TRACE`: how well the load would have been forecast.
struct ForecastBacktest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Forecast a trace from origins in its past, and compare with what came.",
    discussion: """
      Each forecast sees up to eight weeks before its origin. Errors are scaled by that history's \
      mean change from one day to the next (MASE). The first and the last step of the trace are \
      left out, as a source may hold only a part of them.

      Example:
        tosscost forecast backtest load.csv.gz --horizon 48h --origins 10
      """)

  @OptionGroup var options: ForecastOptions

  @Option(help: "How many origins, evenly spaced, 1 to 1000.")
  var origins = 10

  @Option(help: "How the result is written: table or json.")
  var format: ResultFormat = .table

  @Option(help: ArgumentHelp("File for the result; absent: standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    guard (1...1000).contains(origins) else {
      throw ValidationError("--origins must be from 1 to 1000")
    }
  }

  func run() throws {
    let history = try options.history(keepsPartialEnds: true).withoutEnds()
    let backtest = try Backtest(
      history, horizon: options.horizonSteps, origins: origins,
      levels: options.parsedLevels ?? [],
      forecaster: Forecaster(preset: options.preset, calendar: options.calendar))
    let bytes: [UInt8]
    switch format {
    case .table:
      let style = output == nil ? Terminal.outputStyle : .plain
      let lines = BacktestPage.lines(backtest, style: style)
      bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    case .json: bytes = try BacktestJSON.bytes(backtest)
    }
    if let output {
      try OutputFile.write(bytes, to: output)
    } else {
      Terminal.write(bytes)
    }
  }
}
