/// Names one stream of random numbers within a run.
///
/// Streams are derived from their names, not drawn from a shared generator: adding a service does
/// not disturb another, and two policies meet the same arrivals (common random numbers).
package struct StreamKey: Sendable, Hashable {
  package let seed: UInt64
  package let replication: UInt64
  /// What the stream is for, such as `arrivals` or `demand`.
  package let component: String
  /// Whose stream it is, such as the service's name.
  package let entity: String

  package init(seed: UInt64, replication: UInt64 = 0, component: String, entity: String) {
    self.seed = seed
    self.replication = replication
    self.component = component
    self.entity = entity
  }

  /// A generator of well mixed starting states for this stream.
  ///
  /// The names go through FNV-1a (Fowler, Noll and Vo), each part through a round of SplitMix64.
  package var mixer: SplitMix64 {
    var state = SplitMix64(state: seed).mixed(with: replication)
    state = state.mixed(with: Self.hash(component))
    return state.mixed(with: Self.hash(entity))
  }

  private static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
