internal import Autoscaling
internal import Units

/// A scalable target as it is registered: bounds, policies, schedules.
struct ScalingSettings {
  let minTasks: Int
  let maxTasks: Int
  let initialTasks: Int
  let policies: [any ScalingPolicy]
  /// How activities name the policies, in their order.
  let policyNames: [String]
  let scheduled: ScheduledScaling
  let suspensions: [ScalingSuspension]
  let delays: ScalingDelays

  init(_ configuration: ServiceConfiguration) {
    minTasks = configuration.minTasks
    maxTasks = configuration.maxTasks
    initialTasks = configuration.initialTasks
    policies = configuration.policies
    policyNames = configuration.policies.map(\.name)
    scheduled = ScheduledScaling(configuration)
    suspensions = configuration.suspensions
    delays = ScalingDelays(configuration.lifeCycle)
  }
}

/// How long AWS's own control loops take (aws-autoscaling reference section 11).
struct ScalingDelays {
  /// From the alarm's action to the new desired count.
  let alarmToActivity: SimDuration
  /// From the new desired count to ECS starting or stopping tasks.
  let activityToTask: ClosedRange<SimDuration>
  /// From ECS's steady state to the activity being successful.
  let steadyToSuccess: ClosedRange<SimDuration>
  /// From the new desired count until an activity whose service is not steady is given up.
  let activityTimeout: SimDuration

  init(_ times: TaskLifeCycle) {
    alarmToActivity = times.alarmToActivity
    activityToTask = times.activityToTask
    steadyToSuccess = times.steadyToSuccess
    activityTimeout = times.activityTimeout
  }
}
