import Forecasting
import Kernel
import Testing
import Units

@Suite struct ForecastTests {
  /// A weekly pattern with a little noise.
  static func history(count: Int = 672) throws -> TimeSeries {
    var random = RandomStream(seed: 1, component: "test", entity: "noise")
    let values = (0..<count).map { index -> Double in
      let pattern = 100 + Double(index % 24) * 10 + (index % 168 < 120 ? 50 : 0)
      return pattern + 2 * random.normal()
    }
    return try TimeSeries(
      name: "weeks", start: UTCTime(iso8601: "2026-11-02"), values: values)
  }

  @Test func pathsAreTheSameWhoeverDrawsThem() throws {
    let forecast = try Forecaster().forecast(Self.history(), horizon: 48)
    let paths = forecast.samplePaths(count: 10, seed: 7)
    #expect(paths.count == 10 && paths.allSatisfy { $0.count == 48 })
    #expect(paths[3] == forecast.samplePath(3, seed: 7))
    #expect(paths[3] != paths[4])
    #expect(paths[3] != forecast.samplePath(3, seed: 8))
    #expect(paths.joined().allSatisfy { $0 >= 0 && $0.isFinite })
  }

  @Test func pathsReproduceTheIntervals() throws {
    let forecast = try Forecaster().forecast(Self.history(), horizon: 48)
    let paths = forecast.samplePaths(count: 4000, seed: 1)
    for level in [0.8, 0.95] {
      let interval = forecast.interval(level: level)
      for step in 0..<48 {
        let inside = paths.count {
          $0[step] >= interval.lower[step] && $0[step] <= interval.upper[step]
        }
        #expect(abs(Double(inside) / 4000 - level) < 0.03)
      }
    }
  }

  @Test(arguments: [[Double.nan, 1, 2], [1, -1, 2], [1], [], [1, .infinity]])
  func badValuesAreRefused(_ values: [Double]) {
    #expect(throws: InputError.self) { try TimeSeries(name: "bad", values: values) }
  }
}
