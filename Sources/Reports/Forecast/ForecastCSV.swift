package import Forecasting
internal import Units

/// A forecast as CSV: `time,forecast`, then `lowerN,upperN` for each level.
package enum ForecastCSV {
  /// One row a step; `time` is the step's start in UTC, or its number where there is no calendar.
  package static func bytes(_ forecast: Forecast, levels: [Double]) -> [UInt8] {
    let names = levels.map(LevelName.percent)
    var table = CSVTable(
      header: ["time", "forecast"] + names.flatMap { ["lower\($0)", "upper\($0)"] })
    let intervals = levels.map { forecast.interval(level: $0) }
    for step in forecast.point.indices {
      if let start = forecast.start {
        table.verbatim(start.advanced(bySeconds: Int64(step) * forecast.step).description)
      } else {
        table.integer(step + 1)
      }
      table.number(forecast.point[step], decimals: 3)
      for interval in intervals {
        table.number(interval.lower[step], decimals: 3)
        table.number(interval.upper[step], decimals: 3)
      }
      table.endRow()
    }
    return table.bytes
  }
}
