/// SplitMix64: mixes keys into starting states for the stream generators.
///
/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
package struct SplitMix64: Sendable {
  @usableFromInline package var state: UInt64

  @inlinable
  package init(state: UInt64) { self.state = state }

  @inlinable
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed &>> 31)
  }

  /// A generator whose state depends on this one's and on `key`.
  func mixed(with key: UInt64) -> SplitMix64 {
    var generator = self
    return SplitMix64(state: generator.next() ^ key)
  }
}
