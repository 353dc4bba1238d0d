/// Holm's correction for several tests at once: the probability of any false decision is at most
/// the level (Holm 1979).
package enum Holm {
  package struct Decision: Sendable, Hashable {
    /// The level at which this test is judged.
    package let level: Double
    package let isDecided: Bool
  }

  /// Decisions in the order of `p`; equal values keep that order.
  package static func decide(_ p: [Double], level: Double) -> [Decision] {
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    var result = p.map { _ in Decision(level: level, isDecided: false) }
    var isOpen = true
    for (rank, index) in order.enumerated() {
      let own = level / Double(p.count - rank)
      isOpen = isOpen && p[index] <= own
      result[index] = Decision(level: own, isDecided: isOpen)
    }
    return result
  }
}
