internal import Glibc

/// What followed the times that were most like the last hours.
///
/// The history is searched, at the same time of day, for the stretches whose shape is nearest to
/// that of the last ones (mean absolute difference on the logarithm after their own means); what
/// came after the nearest is averaged, at the present level.
struct Analogues: ForecastModel {
  /// Length of the stretch that is compared, in days.
  let days: Int

  /// How many of the nearest stretches are averaged.
  private static let neighbours = 5

  var name: String { "analogues of the last " + (days == 1 ? "day" : "\(days) days") }

  func fit(_ history: History) -> (any FittedModel)? {
    let length = days * history.seasons.day
    guard history.seasons.hasDay, history.count >= 2 * length else { return nil }
    return Search(history: history, length: length)
  }

  private struct Search: FittedModel {
    let history: History
    let length: Int

    func predict(_ horizon: Int) -> [Double] {
      let logs = history.logs
      let day = history.seasons.day
      let count = logs.count
      // What follows a stretch has to be known; for a long horizon a week of it is repeated.
      let known = min(horizon, history.seasons.week)
      let now = Array(logs.suffix(length))
      let level = now.reduce(0, +) / Double(length)
      var found: [(distance: Double, end: Int, level: Double)] = []
      var end = count - day
      while end - length >= 0 {
        if end + known <= count {
          let mean = logs[end - length..<end].reduce(0, +) / Double(length)
          var distance = 0.0
          for index in 0..<length {
            distance += abs(logs[end - length + index] - mean - (now[index] - level))
          }
          found.append((distance / Double(length), end, mean))
        }
        end -= day
      }
      guard found.count >= neighbours else { return [] }
      found.sort { ($0.distance, $1.end) < ($1.distance, $0.end) }
      let weights = found.prefix(neighbours).map { 1 / pow($0.distance + 1e-9, 2) }
      let total = weights.reduce(0, +)
      let forecast = (0..<horizon).map { step in
        level
          + zip(found, weights).reduce(0) { sum, item in
            let ahead = logs[item.0.end + step % known] - item.0.level
            return sum + item.1 / total * ahead
          }
      }
      return history.levels(forecast, from: .logarithm)
    }
  }
}
