import ArgumentParser
import Forecasting
import Reports
import Studies
import Units
import Workload

extension Combination: ExpressibleByArgument {}

/// `tosscost forecast evaluate`: scores on files in the layout of the M4 competition.
struct ForecastEvaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score forecasts on files in the layout of the M4 competition.",
    discussion: """
      cpu_seconds is process time from parsed series to point forecasts; interval_cpu_seconds is \
      that of the intervals, apart.

      Examples:
        tosscost forecast evaluate --train Hourly-train.csv --test Hourly-test.csv --season 24
        tosscost forecast evaluate --train Hourly-train.csv --hold-out 48
      """)

  /// What is scored.
  enum Method: String, CaseIterable, ExpressibleByArgument {
    case ensemble
    case seasonalNaive = "seasonal-naive"
    case naive2
  }

  @Option(help: ArgumentHelp("Histories: a header, then id and values.", valueName: "file"))
  var train: String

  @Option(help: ArgumentHelp("What followed each, likewise.", valueName: "file"))
  var test: String?

  @Option(help: "In place of --test: forecast the last so many values of each history.")
  var holdOut: Int?

  @Option(help: "Steps in a season, 1 to 86400: 24 for hours.")
  var season = 24

  @Option(help: "What is scored: ensemble, seasonal-naive or naive2.")
  var method: Method = .ensemble

  @Option(help: ArgumentHelp("How the ensemble's models become one.", valueName: "way"))
  var combination: Combination = .trimmedMean

  @Flag(help: "Use the fast preset: three models, no validation.")
  var fast = false

  @Option(help: "How the scores are printed: table or json.")
  var format: ResultFormat = .table

  func validate() throws {
    guard (1...86_400).contains(season) else {
      throw ValidationError("--season must be from 1 to 86400")
    }
    guard (test == nil) != (holdOut == nil) else {
      throw ValidationError("either --test or --hold-out is to be given")
    }
    if let holdOut, !(1...1_000_000).contains(holdOut) {
      throw ValidationError("--hold-out must be from 1 to 1000000")
    }
  }

  func run() throws {
    let table = try SeriesTable.load(path: train)
    let cases =
      if let test {
        try Evaluation.cases(
          train: table, test: SeriesTable.load(path: test), trainName: train, testName: test)
      } else {
        try Evaluation.cases(holdingOut: holdOut ?? 0, of: table, name: train)
      }
    let evaluation = try Evaluation(
      cases, season: season,
      method: {
        switch method {
        case .ensemble:
          .forecaster(
            Forecaster(preset: fast ? .fast : .accurate, combination: combination))
        case .seasonalNaive: .seasonalNaive
        case .naive2: .naive2
        }
      }())
    switch format {
    case .table: Terminal.write(EvaluationPage.lines(evaluation))
    case .json: Terminal.write(try EvaluationJSON.bytes(evaluation))
    }
  }
}
