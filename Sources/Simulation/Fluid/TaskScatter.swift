internal import Kernel

/// How far the CPU of single tasks is from what a flow gives each of them.
///
/// Round robin gives tasks as many requests each, so they differ by the CPU times of those. With
/// independent ones of mean s and coefficient of variation cv, the work of a task that gets n requests
/// is s × cv × √n off, taken as normal. What all tasks are off together the published mean has already
/// (`MetricNoise`), so each is taken off by its share: what is left of independent normal variates
/// given their sum.
struct TaskScatter {
  /// A seed for each window, so that two policies compared on one load meet the same scatter.
  private var seeds: RandomStream
  private let servers: Double
  private let idle: Double
  /// s × cv, in server-seconds.
  private let deviation: Double

  init(_ model: FluidModel, key: StreamKey) {
    seeds = RandomStream(key)
    servers = Double(model.configuration.serversPerTask)
    idle = model.configuration.idleCPU
    deviation = model.serviceMean * model.serviceVariability.squareRoot()
  }

  /// The CPU over the tasks that ran in a metric window, each of which is one sample.
  ///
  /// To be called once for each window.
  ///
  /// - Returns: `nil` where none ran.
  mutating func cpu(of tasks: [TaskWindow]) -> TaskCPU? {
    let offs = offs(of: tasks)
    var samples: TaskCPU?
    for (task, off) in zip(tasks, offs) where task.seconds > 0 {
      let capacity = task.seconds * servers
      let percent = 100 * ((task.flow.work + off) / capacity + idle)
      TaskCPU.add(min(100, max(0, percent)), to: &samples)
    }
    return samples
  }

  /// How many server-seconds each task is off.
  private mutating func offs(of tasks: [TaskWindow]) -> [Double] {
    var random = RandomStream(seed: seeds.next(), component: "tasks", entity: "window")
    let total = tasks.reduce(0) { $0 + $1.flow.requests }
    guard deviation > 0, total > 0 else { return tasks.map { _ in 0 } }
    let own = tasks.map { random.normal() * max(0, $0.flow.requests).squareRoot() }
    let together = own.reduce(0, +) / total
    return zip(tasks, own).map { deviation * ($1 - together * $0.flow.requests) }
  }
}
