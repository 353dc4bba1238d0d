internal import Autoscaling
internal import Units

/// What a service's scaling remembers between decisions: the activity under way and the cooldowns.
///
/// Cooldowns start when an activity has succeeded and hold for the service and direction as a whole
/// (aws-autoscaling reference section 2.5).
struct ScalingState {
  struct Activity {
    /// Place in the activity log.
    let entry: Int
    let isScaleOut: Bool
    let target: Int
    /// `nil` for what no policy asked for: it neither begins a cooldown nor cuts one short.
    let cooldown: SimDuration?
    var hasStarted = false
    var isSteady = false
  }

  /// The count that the last decision asked for; ECS learns of it when the activity starts.
  private(set) var requested: Int
  /// When it did.
  private(set) var requestedAt = SimTime.start
  /// Every count that was asked for, and when.
  private(set) var requests: [CountChange] = []
  private(set) var current: Activity?
  private var scaleOutBase: Int?
  private var scaleOutCooldownEnd: SimTime?
  private var scaleInCooldownEnd: SimTime?

  init(desired: Int) { requested = desired }

  /// The same for a run that begins at `time` of this one; what is under way is taken for done.
  func continued(from time: SimTime) -> ScalingState {
    var state = self
    state.succeed(at: time)
    let passed = time - .start
    state.requestedAt = requestedAt - passed
    state.requests = []
    state.scaleOutCooldownEnd = state.scaleOutCooldownEnd.map { $0 - passed }
    state.scaleInCooldownEnd = state.scaleInCooldownEnd.map { $0 - passed }
    return state
  }

  /// The running count when the scale-out that is under way or cooling down was triggered.
  ///
  /// The cooldown includes its last instant: without one, an evaluation at the moment of success
  /// still sees points from before the new tasks, so it keeps the base that belongs to them.
  func scaleOutBase(at time: SimTime) -> Int? {
    if isScaleOutInProgress { return scaleOutBase }
    guard let end = scaleOutCooldownEnd, time <= end else { return nil }
    return scaleOutBase
  }

  var isScaleOutInProgress: Bool { current?.isScaleOut == true }

  /// A scale-in is under way, or its cooldown has not ended.
  func isScaleInCoolingDown(at time: SimTime) -> Bool {
    if current?.isScaleOut == false { return true }
    guard let end = scaleInCooldownEnd else { return false }
    return time < end
  }

  /// A decision replaces whatever was under way; a scale-out ends the cooldown of a scale-in.
  mutating func begin(_ activity: Activity, running: Int, at time: SimTime) {
    if activity.isScaleOut {
      scaleOutBase = scaleOutBase(at: time) ?? running
      scaleInCooldownEnd = nil
    } else {
      scaleOutCooldownEnd = nil
    }
    request(activity.target, at: time)
    current = activity
  }

  /// Somebody else has set the desired count: what was under way is over, and no cooldown begins.
  mutating func adopt(_ count: Int, at time: SimTime) {
    request(count, at: time)
    current = nil
  }

  private mutating func request(_ count: Int, at time: SimTime) {
    requested = count
    requestedAt = time
    requests.append(CountChange(time: time, count: count))
  }

  mutating func markStarted() { current?.hasStarted = true }
  mutating func markSteady() { current?.isSteady = true }

  /// The current activity is over without success: no cooldown begins.
  mutating func abandon() { current = nil }

  /// The current activity has succeeded at `time`; its cooldown, if any, begins.
  mutating func succeed(at time: SimTime) {
    guard let activity = current else { return }
    current = nil
    guard let cooldown = activity.cooldown else { return }
    if activity.isScaleOut {
      scaleOutCooldownEnd = time + cooldown
    } else {
      scaleInCooldownEnd = time + cooldown
    }
  }
}
