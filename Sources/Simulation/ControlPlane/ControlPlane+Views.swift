internal import Autoscaling
internal import Units

// The service as its components see it, one view for each that asks.
extension ControlPlane where Tasks: ~Copyable {
  var view: ScalableTarget.View {
    ScalableTarget.View(running: running, isDeploying: tasks.isDeploying, now: timetable.now)
  }

  var recordedView: RecordedCounts.View {
    RecordedCounts.View(
      requested: target.requested, requestedAt: target.requestedAt,
      requests: target.requests, isDeploying: tasks.isDeploying)
  }

  var forecastView: PredictiveScaler.View {
    PredictiveScaler.View(
      now: timetable.now, running: running, requested: target.requested, minTasks: target.minTasks,
      maxTasks: target.maxTasks,
      isScaleOutSuspended: target.isSuspended(.dynamicScalingOut, at: timetable.clockTime))
  }

  var podView: PodAutoscaler.View {
    let now = timetable.now
    let initialization = autoscaler?.initializationPeriod ?? .zero
    let pods =
      points.isExplaining ? nil : tasks.pods(initialization: initialization, at: now)
    let recorded = points.recordedCPU(at: now, running: tasks.runningChanges)
    return PodAutoscaler.View(
      now: now, requested: target.requested, minTasks: target.minTasks,
      maxTasks: target.maxTasks, running: pods?.running, ready: pods?.ready,
      cpu: recorded ?? stream.history.newestFineCPU, memory: stream.history.newestFineMemory,
      requests: stream.history.newestFineRequests)
  }
}
