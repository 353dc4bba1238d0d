internal import Autoscaling

/// An alarm in ALARM that invokes its policy.
struct ScalingRequest {
  /// The alarm of another policy that has a say in a scale-in.
  struct Vote {
    let alarm: Alarm
    let window: [Double]
    let isInAlarm: Bool
  }

  let alarm: Alarm
  /// Its place among the service's alarms.
  let index: Int
  /// The points that it compared, oldest first.
  let window: [Double]
  let isVote: Bool
  let votes: [Vote]
}
