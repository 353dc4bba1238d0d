internal import Kernel

/// Keys the random streams of one service in one run, so that what one component draws does not
/// depend on what another does.
struct RunKey {
  let service: String
  let seed: UInt64
  let replication: UInt64

  /// - Parameter entity: within the service; `nil` for the service as a whole.
  func stream(_ component: String, _ entity: String? = nil) -> RandomStream {
    RandomStream(
      seed: seed, replication: replication, component: component,
      entity: entity.map { "\(service)/\($0)" } ?? service)
  }
}
