internal import Autoscaling
internal import Simulation
internal import Units
internal import Workload

extension ForecastSource {
  /// What predictive policies may learn from: the part of the trace before the clock hour in which
  /// a run starts.
  ///
  /// - Returns: `nil` where no service has a predictive policy.
  init?(services: [ServiceConfiguration], trace: LoadTrace, until start: UTCTime) {
    guard services.contains(where: \.isPredictive) else { return nil }
    self.init(
      forecaster: HourlyForecaster(),
      requests: trace.hourlyRequests(
        before: start, most: PredictiveScaling.mostHistoryHours))
  }
}

extension ServiceConfiguration {
  var isPredictive: Bool { policies.contains { $0 is PredictiveScaling } }
}

extension LoadTrace {
  /// Requests in the clock hours before the one that holds `end`, oldest first, `most` at most.
  ///
  /// An interval belongs to the hour in which it begins. An hour that the trace covers in part, or
  /// of which half or more is absent from the source, is `nil`.
  ///
  /// - Complexity: O(intervals before `end`).
  func hourlyRequests(before end: UTCTime, most: Int) -> [Double?] {
    let endHour = end.secondsSinceEpoch.floorDivided(by: 3600)
    let firstHour = max(
      start.secondsSinceEpoch.floorDivided(by: 3600), endHour - Int64(most))
    guard firstHour < endHour else { return [] }
    let count = Int(endHour - firstHour)
    var sums = [Double](repeating: 0, count: count)
    var present = [Int64](repeating: 0, count: count)
    let absent = Set(gaps.joined())
    let first = max(0, (firstHour * 3600 - start.secondsSinceEpoch).ceilingDivided(by: step))
    var index = Int(first)
    while index < counts.count {
      let begin = start.secondsSinceEpoch + Int64(index) * step
      let hour = Int(begin.floorDivided(by: 3600) - firstHour)
      guard hour < count else { break }
      sums[hour] += counts[index]
      if !absent.contains(index) { present[hour] += step }
      index += 1
    }
    return sums.indices.map { hour in
      let from = (firstHour + Int64(hour)) * 3600
      let isCovered =
        start.secondsSinceEpoch <= from && self.end.secondsSinceEpoch >= from + 3600
      return isCovered && present[hour] * 2 > 3600 ? sums[hour] : nil
    }
  }
}
