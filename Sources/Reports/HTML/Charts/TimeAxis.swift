internal import Units

/// The horizontal axis of a chart over time.
struct TimeAxis: Sendable {
  let buckets: Buckets
  let start: Double
  let end: Double

  /// The middle of a bucket.
  func position(_ index: Int) -> Double {
    start + (end - start) * (Double(index) + 0.5) / Double(buckets.count)
  }

  var bucketWidth: Double { (end - start) / Double(buckets.count) }

  private func position(of time: UTCTime) -> Double {
    let seconds = Double(time.seconds(since: buckets.period.start))
    return start + (end - start) * seconds / Double(buckets.count * buckets.length * 60)
  }

  /// Steps between marks in seconds; whole hours and days from midnight.
  private static let steps: [Int64] = [
    60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 2 * 86_400, 7 * 86_400,
    14 * 86_400, 30 * 86_400, 91 * 86_400,
  ]

  /// At most six marks: the time of day in runs of up to two days, the date in longer ones.
  var marks: [(position: Double, text: String)] {
    let period = buckets.period
    let step = Self.steps.first { period.seconds / $0 <= 5 } ?? 365 * 86_400
    let isDaily = step >= 86_400
    // Days are counted from the first midnight on, so that the first mark is near the start.
    let dayStart = period.start.advanced(bySeconds: -period.start.secondOfDay)
    var time = dayStart
    while time < period.start { time = time.advanced(bySeconds: step) }
    var result: [(position: Double, text: String)] = []
    while time < period.end {
      result.append((position(of: time), isDaily ? Self.day(time) : Self.clock(time)))
      time = time.advanced(bySeconds: step)
    }
    return result
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func day(_ time: UTCTime) -> String {
    "\(time.date.day) \(months[Int(time.date.month) - 1])"
  }

  private static func clock(_ time: UTCTime) -> String {
    String(time.description.dropFirst(11).prefix(5))
  }
}
