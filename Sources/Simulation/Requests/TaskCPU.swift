/// CPUUtilization of a metric window over the tasks that ran in it, of which each is one sample.
///
/// CloudWatch keeps the least, the greatest and the number of a minute's samples; the number is that of
/// the running tasks (aws-autoscaling reference section 2.2). A task that ran for a part of the window
/// is a sample of that part.
package struct TaskCPU: Sendable, Hashable {
  /// Percent, 0 to 100.
  package private(set) var least: Double
  package private(set) var greatest: Double
  /// One or more.
  package private(set) var count = 1

  /// Of one task.
  private init(percent: Double) {
    least = percent
    greatest = percent
  }

  /// One more task.
  static func add(_ percent: Double, to samples: inout TaskCPU?) {
    guard var sum = samples else {
      samples = TaskCPU(percent: percent)
      return
    }
    sum.count += 1
    sum.least = min(sum.least, percent)
    sum.greatest = max(sum.greatest, percent)
    samples = sum
  }
}
