internal import Autoscaling

/// An alarm in ALARM that invokes its policy.
struct ScalingRequest: ~Copyable {
  /// The alarm of another policy that has a say in a scale-in.
  struct Vote {
    let alarm: Alarm
    let window: [Double]
    let isInAlarm: Bool
  }

  let alarm: Alarm
  /// Its place among the service's alarms.
  let index: Int
  /// The points that it compared, oldest first; not empty.
  let window: [Double]
  /// Whether it had no point: then the window is one just past the threshold.
  let isAssumed: Bool
  let isVote: Bool
  let votes: [Vote]

  init(alarm: Alarm, index: Int, points: [Double], isVote: Bool, votes: [Vote]) {
    self.alarm = alarm
    self.index = index
    isAssumed = points.isEmpty
    window = points.isEmpty ? [alarm.configuration.nearestBreach] : points
    self.isVote = isVote
    self.votes = votes
  }

  /// Said wherever something follows from the assumption.
  var assumption: String {
    isAssumed ? "; no data point, taken as just past the threshold (assumed)" : ""
  }
}
