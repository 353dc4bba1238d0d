package import Units

// Minutes in which no task comes or goes. A projection passes a hundred million of them.
extension FluidPlane {
  package mutating func passMinute(windowEnd: Int64, until time: SimTime) -> ServiceMetrics {
    now = windowEnd
    flowOn()
    let metrics = endMetricWindow()
    now = time.nanoseconds
    flowOn()
    endMinute()
    return metrics
  }

  /// `flow` without its loop where no rate and no noise changes on the way.
  @inline(__always)
  private mutating func flowOn() {
    if flowed == stepEnd { nextStep() }
    if flowed == noise.end { noise.next() }
    guard flowed < now, now <= stepEnd, now <= noise.end, isUsual else { return flow() }
    flowUsually(seconds: Double(now - flowed) * 1e-9)
    flowed = now
  }
}
