internal import Glibc
internal import LinearAlgebra
package import Units

/// A set of series with what came after each, scored as the M4 competition scores.
package struct Evaluation: Sendable {
  /// A history and the values that followed it.
  package struct Case: Sendable {
    package let id: String
    package let history: [Double]
    package let future: [Double]

    package init(id: String, history: [Double], future: [Double]) {
      self.id = id
      self.history = history
      self.future = future
    }
  }

  package let series: Int
  package let horizon: Int
  package let smape: Double
  package let mase: Double
  /// Mean of the ratios of sMAPE and MASE to those of Naive2 on the same series.
  package let owa: Double
  /// Of the intervals; `nil` for a method that has none.
  package let msis95: Double?
  package let coverage80: Double?
  package let coverage95: Double?
  /// Process time from parsed series to point forecasts.
  package let cpuSeconds: Double
  /// Process time of intervals, apart from the points.
  package let intervalCPUSeconds: Double
  package let wallSeconds: Double
  /// The processor whose BLAS kernels ran.
  package let blasCore: String
  /// Naive2's own sMAPE and MASE.
  package let naive2: (smape: Double, mase: Double)

  /// What is evaluated.
  package enum Method: Sendable {
    case forecaster(Forecaster)
    case seasonalNaive
    case naive2
  }

  /// Forecasts and scores every case.
  ///
  /// - Throws: `InputError.invalid` when a series cannot be forecast or scaled.
  package init(
    _ cases: [Case], season: Int, method: Method
  ) throws(InputError) {
    var histories: [TimeSeries] = []
    for item in cases {
      histories.append(
        try TimeSeries(
          name: item.id, step: season > 1 ? 86_400 / Int64(season) : 86_400, values: item.history))
    }
    let run = try Run(cases, histories, season: season, method: method)
    series = cases.count
    blasCore = BLAS.coreName
    horizon = cases.map(\.future.count).max() ?? 0
    cpuSeconds = run.pointCPU
    intervalCPUSeconds = run.intervalCPU
    wallSeconds = run.wall
    var benchmark: [[Double]] = []
    for item in cases {
      benchmark.append(
        Naive2.forecast(item.history, season: season, horizon: item.future.count))
    }
    var scales: [Double] = []
    for item in cases {
      guard let scale = Scores.scale(item.history, season: season) else {
        throw .invalid([
          Problem(
            file: item.id,
            message: "the history repeats exactly or is shorter than a season of \(season): "
              + "MASE has no scale")
        ])
      }
      scales.append(scale)
    }
    func mean(_ score: (Int) -> Double) -> Double {
      Statistics.mean(cases.indices.map(score))
    }
    let smape = mean { Scores.smape(cases[$0].future, run.points[$0]) }
    let mase = mean { Scores.mase(cases[$0].future, run.points[$0], scale: scales[$0]) }
    let naive2 = (
      mean { Scores.smape(cases[$0].future, benchmark[$0]) },
      mean { Scores.mase(cases[$0].future, benchmark[$0], scale: scales[$0]) }
    )
    self.smape = smape
    self.mase = mase
    self.naive2 = naive2
    owa = (smape / naive2.0 + mase / naive2.1) / 2
    let hasIntervals = !run.intervals95.isEmpty
    msis95 =
      hasIntervals
      ? mean { Scores.msis(cases[$0].future, run.intervals95[$0], scale: scales[$0]) } : nil
    coverage80 =
      hasIntervals ? mean { Scores.coverage(cases[$0].future, run.intervals80[$0]) } : nil
    coverage95 =
      hasIntervals ? mean { Scores.coverage(cases[$0].future, run.intervals95[$0]) } : nil
  }
}

/// The forecasts of all cases and what they cost.
private struct Run {
  let points: [[Double]]
  /// None where the method has none.
  let intervals80: [PredictionInterval]
  let intervals95: [PredictionInterval]
  let pointCPU: Double
  let intervalCPU: Double
  let wall: Double

  init(
    _ cases: [Evaluation.Case], _ histories: [TimeSeries], season: Int, method: Evaluation.Method
  ) throws(InputError) {
    let start = (cpu: Clock.cpuSeconds, wall: Clock.wallSeconds)
    var points: [[Double]] = []
    var pending: [PendingForecast] = []
    for (item, history) in zip(cases, histories) {
      let horizon = item.future.count
      switch method {
      case .forecaster(let forecaster):
        let point = try forecaster.point(history, horizon: horizon)
        points.append(point.point)
        pending.append(point)
      case .seasonalNaive:
        let last = item.history.suffix(season)
        points.append((0..<horizon).map { last[last.startIndex + $0 % last.count] })
      case .naive2:
        points.append(Naive2.forecast(item.history, season: season, horizon: horizon))
      }
    }
    let middle = Clock.cpuSeconds
    var intervals80: [PredictionInterval] = []
    var intervals95: [PredictionInterval] = []
    for item in pending {
      let forecast = item.finish()
      intervals80.append(forecast.interval(level: 0.8))
      intervals95.append(forecast.interval(level: 0.95))
    }
    self.points = points
    self.intervals80 = intervals80
    self.intervals95 = intervals95
    pointCPU = middle - start.cpu
    intervalCPU = Clock.cpuSeconds - middle
    wall = Clock.wallSeconds - start.wall
  }
}

/// Readings of the process's clocks.
private enum Clock {
  static var cpuSeconds: Double { reading(CLOCK_PROCESS_CPUTIME_ID) }
  static var wallSeconds: Double { reading(CLOCK_MONOTONIC) }

  private static func reading(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
