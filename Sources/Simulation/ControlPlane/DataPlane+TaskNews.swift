internal import Units

extension DataPlane {
  /// Tells the plane what has become of a task.
  @inline(__always)
  mutating func take(_ news: TaskNews, of task: TaskID) {
    switch news {
    case .serves: taskServes(task)
    case .started(let boot?): taskStarted(task, boot: boot)
    case .started(nil): taskStarted(task)
    case .registered: taskRegistered(task)
    case .healthy: taskHealthy(task)
    case .unhealthy: taskUnhealthy(task)
    case .draining: taskDraining(task)
    case .stopped: taskStopped(task)
    case .failed: taskFailed(task)
    }
  }
}
