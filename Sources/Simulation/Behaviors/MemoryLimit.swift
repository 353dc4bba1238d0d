internal import Kernel
internal import Units

/// Tasks that need more memory than they have: the kernel kills the container (exit code 137), and ECS
/// starts another task.
///
/// Each minute's requests in progress at a task are taken as Poisson around the service's mean, as in
/// M/G/∞, so that tasks reach their limit one by one and not all at once; a worker on a queue has no
/// more messages in hand than it works on at once, and long-lived connections are counted at each task.
/// Source: Amazon ECS Developer Guide, "Stopped tasks
/// error codes", OutOfMemoryError; task definition parameter `memory`.
package struct MemoryLimit: ServiceBehavior {
  package static let key = "memory_limit"
  package static let summary =
    "Ends tasks that need more than their `memory`, by `request.memory` or `queue.memory`: exit code 137."
  package static let settings = [
    BehaviorSetting(
      "kills", .flag, standard: "true", "Whether a task beyond its memory is killed.")
  ]
  package static let endsTasks = true
  package static let watchesMinutes = true

  /// Wherever a scenario says what memory requests take.
  package static func standard(for configuration: ServiceConfiguration) -> BehaviorValues? {
    configuration.memoryUse == MemoryUse() ? nil : BehaviorValues(["kills": .flag(true)])
  }

  private let isOn: Bool
  private let context: BehaviorContext
  private var killed = 0
  private var minute: Int64 = 0

  package init(_ values: BehaviorValues, _ context: BehaviorContext) {
    isOn = values.flag("kills")
    self.context = context
  }

  package mutating func minuteEnds(_ service: BehaviorView) -> [BehaviorAction] {
    minute += 1
    let serving = service.tasks.count(where: \.isHealthy)
    guard isOn, serving > 0 else { return [] }
    let use = context.memoryUse
    let limit = Double(context.memoryMB)
    let fixed = use.base + use.perRequest * service.requestsPerTask
    // The mean is over all running tasks; those that do not serve have no requests in progress.
    let mean = service.memoryPercent / 100 * limit
    let total = (mean - use.base) * Double(service.tasks.count) / Double(serving)
    let connections = service.tasks.reduce(0) { $0 + $1.connections }
    let inProgress =
      use.perConcurrentRequest > 0
      ? max(
        0,
        max(0, total + use.base - fixed) / use.perConcurrentRequest
          - Double(connections) / Double(serving)) : 0
    let most = context.messagesAtOnce.map(Double.init) ?? .infinity
    let victims = service.tasks.filter { task in
      let held = use.perConcurrentRequest * Double(task.connections)
      guard task.isHealthy else { return use.base + held > limit }
      var stream = context.stream("memory \(minute)", task.id)
      let drawn = min(most, Self.poisson(inProgress, &stream))
      return fixed + use.perConcurrentRequest * drawn + held > limit
    }
    killed += victims.count
    return victims.map { .exit($0.id) }
  }

  /// A Poisson number by its mean; normal beyond a mean of 64, where the two hardly differ.
  private static func poisson(_ mean: Double, _ stream: inout RandomStream) -> Double {
    guard mean > 0 else { return 0 }
    guard mean <= 64 else {
      return max(0, (mean + stream.normal() * mean.squareRoot()).rounded())
    }
    // Arrivals of a unit rate in a time of `mean`.
    var time = stream.exponential()
    var count = 0.0
    while time < mean {
      count += 1
      time += stream.exponential()
    }
    return count
  }

  package var figures: [BehaviorFigure] { [BehaviorFigure("tasks_out_of_memory", killed)] }
}
