internal import Units

/// Equal stretches of a period that charts and hourly files show in place of single minutes.
///
/// The rule: the shortest of the lengths below that leaves at most 750 stretches. A month is shown
/// by the hour, a day by five minutes, a year by the day. Of each stretch charts show the mean and
/// the extremes of its minutes, so that no peak is lost.
struct Buckets: Sendable, Hashable {
  static let lengths = [1, 2, 5, 15, 30, 60, 180, 360, 720, 1440]
  static let most = 750

  let period: Period
  /// In minutes.
  let length: Int
  let count: Int

  init(period: Period) {
    let minutes = Int(period.seconds.ceilingDivided(by: 60))
    let length = Self.lengths.first { (minutes + $0 - 1) / $0 <= Self.most }
    self.init(period: period, length: length ?? 1440)
  }

  init(period: Period, length: Int) {
    let minutes = Int(period.seconds.ceilingDivided(by: 60))
    self.period = period
    self.length = length
    count = (minutes + length - 1) / length
  }

  /// How a page names the length: `hour`, `5 minutes`.
  var lengthText: String {
    switch length {
    case 1: "minute"
    case 60: "hour"
    case 1440: "day"
    case let length where length % 60 == 0: "\(length / 60) hours"
    default: "\(length) minutes"
    }
  }

  func start(of index: Int) -> UTCTime {
    period.start.advanced(bySeconds: Int64(index * length) * 60)
  }

  /// Mean and extremes of the known values of each bucket.
  func spread(_ values: [Double], minutes: [Int]) -> Spread {
    var result = Spread(count: count)
    var counts = [Int](repeating: 0, count: count)
    for (value, minute) in zip(values, minutes) where !value.isNaN {
      let index = minute / length
      counts[index] += 1
      result.mean[index] = (result.mean[index] ?? 0) + value
      result.low[index] = min(result.low[index] ?? value, value)
      result.high[index] = max(result.high[index] ?? value, value)
    }
    for index in 0..<count where counts[index] > 0 {
      result.mean[index] = result.mean[index].map { $0 / Double(counts[index]) }
    }
    return result
  }

  /// The middle of the known values of each bucket; the lower one of two.
  func median(_ values: [Double], minutes: [Int]) -> [Double?] {
    var groups = [[Double]](repeating: [], count: count)
    for (value, minute) in zip(values, minutes) where !value.isNaN {
      groups[minute / length].append(value)
    }
    return groups.map { $0.isEmpty ? nil : $0.sorted()[($0.count - 1) / 2] }
  }

  /// How many of the minutes satisfy `condition`, bucket by bucket.
  func count(_ values: [Double], minutes: [Int], where condition: (Double) -> Bool) -> [Int] {
    var result = [Int](repeating: 0, count: count)
    for (value, minute) in zip(values, minutes) where condition(value) {
      result[minute / length] += 1
    }
    return result
  }

  /// Sums per bucket.
  func sum(_ values: [Double], minutes: [Int]) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    for (value, minute) in zip(values, minutes) { result[minute / length] += value }
    return result
  }
}

/// Mean, least and greatest of the minutes of each bucket; `nil` where none is known.
struct Spread: Sendable, Hashable {
  var mean: [Double?]
  var low: [Double?]
  var high: [Double?]

  init(count: Int) {
    mean = [Double?](repeating: nil, count: count)
    low = mean
    high = mean
  }
}
