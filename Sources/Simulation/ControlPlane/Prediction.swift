internal import Autoscaling

/// What a predictive policy knows during a run: loads by clock hour of the ledger.
///
/// A load is the total of the policy's metric over all tasks, as a mean over the hour.
struct Prediction {
  let policy: PredictiveScaling
  /// Of the hours before the run's first, oldest first.
  private let before: [Double?]
  /// Of the hours that have ended, as measured.
  private(set) var observed: [Double?] = []
  /// As forecast last; `nil` where no forecast reaches.
  ///
  /// Shape: hours of the ledger.
  private(set) var predicted: [Double?]
  private(set) var forecasts = 0

  init(
    policy: PredictiveScaling, before: [Double?], hours: Int
  ) {
    self.policy = policy
    self.before = Array(before.suffix(PredictiveScaling.mostHistoryHours))
    predicted = Array(repeating: nil, count: hours)
  }

  /// Adds the next hour that has ended; `nil` where nothing was measured.
  mutating func observe(_ load: Double?) { observed.append(load) }

  /// The newest hours that a forecast may use.
  var history: [Double?] {
    Array((before + observed).suffix(PredictiveScaling.mostHistoryHours))
  }

  var hasEnoughHistory: Bool {
    history.count { $0 != nil } >= PredictiveScaling.leastHistoryHours
  }

  /// Takes a forecast of the hours after those observed.
  ///
  /// The first of them is under way: what it was forecast to be before stays in force.
  mutating func take(_ forecast: [Double]) {
    forecasts += 1
    let first = observed.count
    for (index, load) in forecast.enumerated() where first + index < predicted.count {
      if index == 0, predicted[first] != nil { continue }
      predicted[first + index] = load
    }
  }

  /// The tasks that an hour's forecast asks for; `nil` without one.
  func capacity(inHour hour: Int) -> Int? {
    guard predicted.indices.contains(hour) else { return nil }
    return predicted[hour].map(policy.capacity(forLoad:))
  }

  /// Sum of absolute errors over the sum of loads, for the hours that were forecast and measured;
  /// `nil` where there are none.
  var relativeError: Double? {
    var errors = 0.0
    var loads = 0.0
    for (forecast, load) in zip(predicted, observed) {
      guard let forecast, let load else { continue }
      errors += abs(forecast - load)
      loads += load
    }
    return loads > 0 ? errors / loads : nil
  }
}
