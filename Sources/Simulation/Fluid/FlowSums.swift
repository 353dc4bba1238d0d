/// What has flowed since an instant, of which a metric window or a minute is made.
struct FlowSums: BitwiseCopyable {
  /// Nanoseconds since the start of the run.
  var start: Int64 = 0
  /// Requests with their noise, and seconds of latency.
  var requests = 0.0
  var latencySeconds = 0.0
  /// Server-seconds of work done.
  var work = 0.0
  /// Task-seconds of running and of receiving tasks.
  var runningSeconds = 0.0
  var receivingSeconds = 0.0

  @inline(__always)
  mutating func add(_ other: FlowSums) {
    requests += other.requests
    latencySeconds += other.latencySeconds
    work += other.work
    runningSeconds += other.runningSeconds
    receivingSeconds += other.receivingSeconds
  }
}
