import Forecasting
import Kernel
import Studies
import TestSupport
import Testing
import Units
import Workload

@Suite("Scores as the M4 competition defines them") struct EvaluationTests {
  static let train = Places.shared("forecasting/m4_hourly_odd_train.csv.gz")
  static let test = Places.shared("forecasting/m4_hourly_odd_test.csv")

  static func cases() throws -> [Evaluation.Case] {
    let train = try #require(Self.train)
    let test = try #require(Self.test)
    return try Evaluation.cases(
      train: SeriesTable.load(path: train), test: SeriesTable.load(path: test), trainName: train,
      testName: test)
  }

  @Test(
    "Naive2 and seasonal naive have the published scores",
    .enabled(if: train != nil, "the M4 files are absent"))
  func publishedScores() throws {
    let cases = try Self.cases()
    let naive2 = try Evaluation(cases, season: 24, method: .naive2)
    #expect(naive2.series == 207 && naive2.horizon == 48)
    #expect(abs(naive2.smape - 18.224) < 0.0005 && abs(naive2.mase - 2.432) < 0.0005)
    #expect(abs(naive2.owa - 1) < 1e-12)
    let seasonal = try Evaluation(cases, season: 24, method: .seasonalNaive)
    #expect(abs(seasonal.smape - 13.979) < 0.0005 && abs(seasonal.mase - 1.233) < 0.0005)
    #expect(abs(seasonal.owa - 0.637) < 0.0005)
    #expect(seasonal.msis95 == nil && seasonal.coverage80 == nil && naive2.coverage95 == nil)
  }

  @Test(
    "The ensemble is ahead of the best published entry, and its intervals cover what they say",
    .enabled(if: train != nil, "the M4 files are absent"))
  func ensembleScores() throws {
    let evaluation = try Evaluation(
      Self.cases(), season: 24, method: .forecaster(Forecaster()))
    #expect(evaluation.owa < 0.405)
    #expect(try #require(evaluation.msis95) < 6.1)
    #expect((0.77...0.83).contains(try #require(evaluation.coverage80)))
    #expect((0.93...0.97).contains(try #require(evaluation.coverage95)))
    let fast = try Evaluation(
      Self.cases(), season: 24, method: .forecaster(Forecaster(preset: .fast)))
    #expect(fast.owa < 0.445)
  }

  @Test("Scores by hand") func byHand() throws {
    #expect(Scores.smape([100, 0], [50, 0]) == 200 * 50 / 150.0 / 2)
    #expect(Scores.scale([1, 2, 4, 7], season: 2) == 4)
    #expect(Scores.scale([1, 1, 1], season: 1) == nil)
    #expect(Scores.mase([10, 20], [12, 16], scale: 2) == 1.5)
    // A width of 10, missed by 1 below: 10 + 2 / 0.05 * 1.
    let interval = PredictionInterval(level: 0.95, lower: [5], upper: [15])
    #expect(abs(Scores.msis([4], interval, scale: 1) - 50) < 1e-9)
    #expect(Scores.coverage([4], interval) == 0 && Scores.coverage([5], interval) == 1)
  }

  @Test("Naive2 without a season is the last value; with one, the season at the last level")
  func naive2() {
    #expect(Naive2.forecast([3, 1, 4, 1, 5], season: 1, horizon: 2) == [5, 5])
    let seasonal = (0..<20).flatMap { _ -> [Double] in [1, 2, 3, 2] }
    let forecast = Naive2.forecast(seasonal, season: 4, horizon: 5)
    for (found, expected) in zip(forecast, [1.0, 2, 3, 2, 1]) {
      #expect(abs(found - expected) < 1e-9)
    }
  }

  @Test(
    "Real load is forecast better than by the better seasonal naive",
    .enabled(if: Places.shared("traces") != nil, "the traces are absent"),
    arguments: [
      "traces/nasa_http_1995-07_per_minute.csv",
      "traces/worldcup98_1998-04-30_1998-06-20_per_minute.csv.gz",
      "traces/nab/Twitter_volume_AMZN.csv",
    ])
  func realLoad(_ path: String) throws {
    let trace = try LoadTrace.load(path: #require(Places.shared(path)))
    let history = try trace.history(step: 3600, keepsPartialEnds: true).withoutEnds()
    let backtest = try Backtest(history, horizon: 48, origins: 10, levels: [0.8, 0.95])
    #expect(backtest.origins.count == 10)
    #expect(backtest.skill > 0.15)
  }
}
