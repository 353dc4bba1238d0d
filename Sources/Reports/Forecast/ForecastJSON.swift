package import Forecasting
internal import Foundation
internal import Units

/// A forecast as JSON with sorted keys.
///
/// `{name, step_seconds, unit, levels, points: [{time, forecast, intervals: [{level, lower,
/// upper}]}], members: [{model, weight}], remarks}`; loads have three decimals.
package enum ForecastJSON {
  private struct Body: Encodable {
    let name: String
    let stepSeconds: Int64
    let unit: String
    let levels: [Double]
    let points: [Point]
    let members: [Member]
    let remarks: [String]
  }

  private struct Point: Encodable {
    let time: String?
    let forecast: Double
    let intervals: [Interval]
  }

  private struct Interval: Encodable {
    let level: Double
    let lower: Double
    let upper: Double
  }

  private struct Member: Encodable {
    let model: String
    let weight: Double
  }

  package static func bytes(_ forecast: Forecast, levels: [Double]) throws -> [UInt8] {
    let intervals = levels.map { forecast.interval(level: $0) }
    let points = forecast.point.indices.map { step in
      Point(
        time: forecast.start.map {
          $0.advanced(bySeconds: Int64(step) * forecast.step).description
        },
        forecast: rounded(forecast.point[step], 1e3),
        intervals: intervals.map {
          Interval(
            level: $0.level, lower: rounded($0.lower[step], 1e3),
            upper: rounded($0.upper[step], 1e3))
        })
    }
    let body = Body(
      name: forecast.name, stepSeconds: forecast.step,
      unit: LoadUnit.name(step: forecast.step), levels: levels, points: points,
      members: forecast.members.map { Member(model: $0.model, weight: rounded($0.weight, 1e6)) },
      remarks: forecast.remarks)
    return try ForecastDocument.bytes(body)
  }

  private static func rounded(_ value: Double, _ scale: Double) -> Double {
    (value * scale).rounded() / scale
  }
}

/// How the forecast documents are encoded.
enum ForecastDocument {
  static func bytes(_ body: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(body)) + [UInt8(ascii: "\n")]
  }
}
