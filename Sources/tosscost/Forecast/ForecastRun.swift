import ArgumentParser
import Files
import Forecasting
import Reports
import Units

/// `tosscost forecast TRACE`: what the load will be.
struct ForecastRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Forecast the load that follows a trace (the default).",
    discussion: """
      Examples:
        tosscost forecast load.csv.gz --horizon 48h
        tosscost forecast load.csv.gz --horizon 30d --levels 80,95 --format csv --output next.csv
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, csv, json
  }

  @OptionGroup var options: ForecastOptions

  @Option(help: "A factor on the load for what the history does not show, such as 1.2.")
  var growth: Decimal12?

  @Option(help: "A factor on the load with every month (730 h) ahead, such as 1.05.")
  var monthlyGrowth: Decimal12?

  @Option(help: "How the forecast is written: table, csv or json.")
  var format: Format = .table

  @Option(help: ArgumentHelp("File for the forecast; absent: standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("SVG file for a picture of the forecast.", valueName: "file"))
  var plot: String?

  func validate() throws {
    for (name, factor) in [("growth", growth), ("monthly-growth", monthlyGrowth)] {
      guard let factor else { continue }
      guard (0.001...1000).contains(Self.number(factor)) else {
        throw ValidationError("--\(name) must be from 0.001 to 1000")
      }
    }
  }

  func run() throws {
    let levels = options.parsedLevels ?? []
    let history = try options.history()
    let forecaster = Forecaster(
      preset: options.preset, growth: growth.map(Self.number) ?? 1,
      monthlyGrowth: monthlyGrowth.map(Self.number) ?? 1, calendar: options.calendar)
    let forecast = try forecaster.forecast(history, horizon: options.horizonSteps)
    if let plot {
      try OutputFile.write(
        ForecastPlot.svg(forecast, history: history, levels: levels), to: plot)
    }
    let bytes: [UInt8]
    switch format {
    case .table:
      let style = output == nil ? Terminal.outputStyle : .plain
      let lines = ForecastPage.lines(forecast, levels: levels, style: style)
      bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    case .csv:
      // A table of numbers has no room for remarks.
      for remark in forecast.remarks { Terminal.warn("\(forecast.name): \(remark)") }
      bytes = ForecastCSV.bytes(forecast, levels: levels)
    case .json:
      bytes = try ForecastJSON.bytes(forecast, levels: levels)
    }
    if let output {
      try OutputFile.write(bytes, to: output)
    } else {
      Terminal.write(bytes)
    }
  }

  private static func number(_ factor: Decimal12) -> Double {
    Double(factor.trillionths) / Double(Decimal12.one)
  }
}
