internal import Glibc

/// A history whose outliers are pulled to a bound, for models that would follow them.
///
/// Hampel, "The Influence Curve and its Role in Robust Estimation", JASA 69 (1974): a value is
/// compared, on the logarithm, with the median of its hour of the week and with the median of the
/// last day's deviations from theirs. Beyond `bound` robust standard deviations it is set to that
/// bound. Since the level looks back only, nothing of a validation's outcome reaches its inputs,
/// and a flash crowd that is still on is bounded too; one of more than half a day is a new level.
struct BoundedOutliers {
  /// The history with outliers at their bounds.
  let values: [Double]
  /// How many were bounded.
  let count: Int
  /// The step that lies furthest out, and how many times the usual it is.
  let most: (step: Int, factor: Double)

  /// In robust standard deviations; of 3, 4, 5, 6 and 8 the one that validated best on M4's training
  /// part and on real load together.
  static let bound = 4.0
  /// Hours of quiet load differ by less than this many percent by chance alone.
  private static let leastSpread = 0.02

  /// `nil` where nothing lies out or the history is too short to tell.
  init?(_ history: History) {
    let day = history.seasons.day
    let period = history.seasons.week
    // With fewer weeks a weekend cannot be told from an accident.
    guard history.seasons.hasDay, history.count >= 3 * period else { return nil }
    let deviations = Self.deviations(history.logs, period: period)
    let levels = Self.levels(deviations, day: day)
    var sizes = zip(deviations, levels).map { abs($0 - $1) }
    let spread = max(Statistics.median(&sizes) / 0.6745, Self.leastSpread)
    let limit = Self.bound * spread
    var values: [Double]?
    var count = 0
    var most = (step: 0, size: 0.0)
    for step in deviations.indices {
      let out = deviations[step] - levels[step]
      guard abs(out) > limit else { continue }
      count += 1
      if abs(out) > abs(most.size) { most = (step, out) }
      let log = history.logs[step] - out + (out > 0 ? limit : -limit)
      if values == nil { values = Array(history.values) }
      values?[step] = max(0, exp(log) - history.logOffset)
    }
    guard let values else { return nil }
    self.values = values
    self.count = count
    self.most = (most.step, exp(most.size))
  }

  /// Logarithms less the median of their phase.
  private static func deviations(_ logs: ArraySlice<Double>, period: Int) -> [Double] {
    var deviations = Array(logs)
    var column: [Double] = []
    for phase in 0..<period {
      column.removeAll(keepingCapacity: true)
      for step in stride(from: phase, to: logs.count, by: period) { column.append(logs[step]) }
      let usual = Statistics.median(&column)
      for step in stride(from: phase, to: logs.count, by: period) { deviations[step] -= usual }
    }
    return deviations
  }

  /// The median of the day before each step; that of the first day for the steps in it.
  private static func levels(_ deviations: [Double], day: Int) -> [Double] {
    // Steps of a day that are looked at: for minutes every hour is enough.
    let apart = max(1, day / 24)
    var levels = [Double](repeating: 0, count: deviations.count)
    var window = SortedWindow(stride(from: 0, to: day, by: apart).map { deviations[$0] })
    for step in 0..<deviations.count {
      if step >= day && (step - day) % apart == 0 && step > day {
        window.replace(deviations[step - day - apart], by: deviations[step - apart])
      }
      levels[step] = window.median
    }
    return levels
  }
}

/// Numbers in rising order, one leaving when another comes.
private struct SortedWindow {
  private var sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var median: Double {
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  mutating func replace(_ old: Double, by new: Double) {
    sorted.withUnsafeMutableBufferPointer { sorted in
      var place = 0
      while place + 1 < sorted.count && sorted[place] < old { place += 1 }
      while place + 1 < sorted.count && sorted[place + 1] < new {
        sorted[place] = sorted[place + 1]
        place += 1
      }
      while place > 0 && sorted[place - 1] > new {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = new
    }
  }
}
