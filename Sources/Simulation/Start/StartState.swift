internal import Ledger
internal import Units

/// The state in which a service's control plane begins a run: the one in which it ended a lead-in.
///
/// An activity that was under way is taken for done: its tasks are there, and its cooldown begins.
struct StartState {
  let tasks: Int
  /// The capacity bounds in force.
  let bounds: (fewest: Int, most: Int)
  let scaling: ScalingState
  /// Of each alarm, in their order.
  let alarms: [AlarmBank.Standing]
  let points: EarlierPoints
  let autoscaler: PodAutoscaler?

  /// Runs the control plane over the lead-in in fluid mode, without what disturbs a service.
  ///
  /// The lead-in itself begins with as many tasks as its first load asks for.
  ///
  /// - Parameters:
  ///   - model: of the service; latencies are not needed.
  ///   - key: of the run, so that alarms have their seconds.
  /// - Complexity: O(minutes of the lead-in × alarms).
  init(_ configuration: ServiceConfiguration, model: FluidModel, leadIn: LeadIn, key: RunKey) {
    let calendar = LedgerCalendar(period: leadIn.period)
    // Noise of its own: the run's is not foreseen. What connections take does not scatter as the
    // requests of a minute do.
    let plane = FluidPlane(
      model: model, profile: leadIn.profile, calendar: calendar, seed: key.seed,
      replication: key.replication | 1 << 63, isNoisy: configuration.connection == nil)
    var run = ControlPlane(
      ControlPlane<FluidPlane, ECSService>.Setup(
        configuration: configuration.withoutConnections.beginning(leadIn), calendar: calendar,
        key: key,
        forecasts: leadIn.forecasts, keepsTimeline: false),
      plane: plane)
    run.start()
    run.drain()
    self = run.startState()
  }

  init(
    bounds: (fewest: Int, most: Int), scaling: ScalingState, alarms: [AlarmBank.Standing],
    points: EarlierPoints, autoscaler: PodAutoscaler?
  ) {
    tasks = scaling.requested
    self.bounds = bounds
    self.scaling = scaling
    self.alarms = alarms
    self.points = points
    self.autoscaler = autoscaler
  }
}

extension ControlPlane where Tasks: ~Copyable {
  /// The state at the end of this run, for another that begins there.
  func startState() -> StartState {
    let end = timetable.end
    return StartState(
      bounds: (target.minTasks, target.maxTasks), scaling: target.state(continuedFrom: end),
      alarms: alarms.standings(at: end),
      points: EarlierPoints(stream.history, until: end, fineWidth: stream.fineWidth),
      autoscaler: podAutoscaler(continuedFrom: end))
  }
}

extension ControlPlane.Setup where Tasks: ~Copyable {
  /// Lets the service begin as a lead-in leaves it, unless its start is stated.
  ///
  /// - Parameter model: of the service, where there is one.
  mutating func warmUp(over leadIn: LeadIn?, model: FluidModel? = nil) {
    guard configuration.startsWarm, let leadIn else { return }
    let start = StartState(
      configuration,
      model: model?.withoutLatencies
        ?? FluidModel(configuration.withoutConnections, latencies: false),
      leadIn: leadIn, key: key)
    configuration.initialTasks = start.tasks
    self.start = start
  }
}
