package import Kernel
internal import Units

/// What a behavior may know of its service, and where its random numbers come from.
package struct BehaviorContext: Sendable {
  /// Memory of a task in MB, and what its requests hold of it.
  package let memoryMB: Int
  package let memoryUse: MemoryUse
  /// Messages that a task works on at once at most; `nil` for a service of requests.
  package let messagesAtOnce: Int?
  private let service: String
  private let seed: UInt64
  private let replication: UInt64

  package init(
    _ configuration: ServiceConfiguration, seed: UInt64, replication: UInt64 = 0
  ) {
    memoryMB = configuration.memoryMB
    memoryUse = configuration.memoryUse
    messagesAtOnce = configuration.queue?.concurrency(of: configuration)
    service = configuration.name
    self.seed = seed
    self.replication = replication
  }

  /// A stream of its own for a purpose and a task, so that no draw depends on others.
  package func stream(_ purpose: String, _ task: TaskID) -> RandomStream {
    RandomStream(
      seed: seed, replication: replication, component: purpose, entity: "\(service)/\(task.index)")
  }
}
