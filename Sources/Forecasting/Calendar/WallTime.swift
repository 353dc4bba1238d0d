internal import Units

/// A history as a wall clock reads it, and where the steps of a forecast lie on that clock.
///
/// People follow clocks: after a change to daylight saving time the morning comes an hour earlier in
/// UTC. On the clock's own grid it stays where it is, for every model alike. The hour that is
/// skipped is a gap there; the one that comes twice is the mean of both.
struct WallTime {
  /// The history with its start as a wall-clock reading.
  let series: TimeSeries
  /// Steps on the clock that a forecast needs.
  let horizon: Int
  /// The step on the clock of each step ahead; `nil` where they are the same.
  private let places: [Int]?

  /// Whether the clock changes in the history or the forecast.
  var changes: Bool { places != nil }

  /// Zones change their clocks at multiples of this many seconds.
  private static let grain: Int64 = 900

  init(_ series: TimeSeries, horizon: Int, clock: ForecastClock?) throws(InputError) {
    guard let clock, let start = series.start,
      let grid = Grid(start: start, step: series.step, count: series.values.count + horizon, clock)
    else {
      self.series = series
      self.horizon = horizon
      places = nil
      return
    }
    let known = series.values.count
    guard grid.places.last != known + horizon - 1 || grid.hasTwice else {
      self.series = try TimeSeries(
        name: series.name, start: grid.start, step: series.step, values: series.values,
        missing: series.missing)
      self.horizon = horizon
      places = nil
      return
    }
    let count = (grid.places[..<known].max() ?? -1) + 1
    var sums = [Double](repeating: 0, count: count)
    var seen = [Double](repeating: 0, count: count)
    var isMissing = [Bool](repeating: false, count: known)
    for index in series.missing.joined() { isMissing[index] = true }
    for index in 0..<known where !isMissing[index] {
      sums[grid.places[index]] += series.values[index]
      seen[grid.places[index]] += 1
    }
    var missing: [Range<Int>] = []
    for index in 0..<count {
      if seen[index] > 0 {
        sums[index] /= seen[index]
      } else if let last = missing.last, last.upperBound == index {
        missing[missing.count - 1] = last.lowerBound..<index + 1
      } else {
        missing.append(index..<index + 1)
      }
    }
    // Within the repeated hour the first steps ahead are on the clock what the last ones were.
    let places = grid.places[known...].map { max(0, $0 - count) }
    self.series = try TimeSeries(
      name: series.name, start: grid.start, step: series.step, values: sums, missing: missing)
    self.horizon = (places.max() ?? 0) + 1
    self.places = places
  }

  /// Values by step ahead from values by step on the clock.
  func ahead(_ values: [Double]) -> [Double] { places?.map { values[$0] } ?? values }

  /// Where steps lie on a clock.
  private struct Grid {
    let start: UTCTime
    private(set) var places: [Int] = []
    /// Whether two steps have one place.
    private(set) var hasTwice = false

    /// `nil` where a change of the clock is no whole number of steps.
    init?(start: UTCTime, step: Int64, count: Int, _ clock: ForecastClock) {
      self.start = clock.local(start)
      places.reserveCapacity(count)
      var cell = Int64.min
      var offset: Int64 = 0
      let first = self.start.seconds(since: start)
      for index in 0..<count {
        let time = start.advanced(bySeconds: Int64(index) * step)
        let nowCell = time.secondsSinceEpoch.floorDivided(by: grain)
        if nowCell != cell {
          cell = nowCell
          offset = clock.local(time).seconds(since: time) - first
        }
        guard offset % step == 0 else { return nil }
        let place = index + Int(offset / step)
        if let last = places.last, place <= last { hasTwice = true }
        places.append(place)
      }
    }
  }
}
