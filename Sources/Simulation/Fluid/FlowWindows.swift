/// What has flowed in each stretch of time of which a point is made: the minute of the published
/// metrics, that of the high-resolution ones, and the clock minute.
struct FlowWindows {
  private var metric = FlowSums()
  private var fine = FlowSums()
  private var minute = FlowSums()
  private let hasFineWindows: Bool
  private let hasMinutes: Bool
  private var endedRequestSeconds = 0.0

  /// - Parameters:
  ///   - hasFineWindows: whether somebody asks for high-resolution points.
  ///   - hasMinutes: whether somebody asks for clock minutes.
  init(hasFineWindows: Bool, hasMinutes: Bool) {
    self.hasFineWindows = hasFineWindows
    self.hasMinutes = hasMinutes
  }

  /// Requests in progress, added up over the seconds since the start.
  var requestSeconds: Double { endedRequestSeconds + metric.latencySeconds }

  /// Adds what has flowed to every window that is open.
  @inline(__always)
  mutating func add(_ sums: FlowSums) {
    metric.add(sums)
    if hasFineWindows { fine.add(sums) }
    if hasMinutes { minute.add(sums) }
  }

  /// Adds what tasks have used for their start.
  ///
  /// - Parameters:
  ///   - work: in server-seconds.
  ///   - ofPods: whether a pod autoscaler watches, which leaves pods out that are not ready.
  mutating func addBoot(_ work: Double, ofPods: Bool) {
    metric.work += work
    if hasFineWindows, !ofPods { fine.work += work }
    if hasMinutes { minute.work += work }
  }

  /// Ends a window of the published metrics, and begins the next one.
  ///
  /// - Parameter now: in nanoseconds since the start.
  @inline(__always)
  mutating func endMetric(at now: Int64) -> FlowSums {
    defer { metric = FlowSums(start: now) }
    endedRequestSeconds += metric.latencySeconds
    return metric
  }

  /// The same for a window of the high-resolution metrics.
  mutating func endFine(at now: Int64) -> FlowSums {
    defer { fine = FlowSums(start: now) }
    return fine
  }

  /// The same for a clock minute.
  @inline(__always)
  mutating func endMinute(at now: Int64) -> FlowSums {
    defer { minute = FlowSums(start: now) }
    return minute
  }
}
