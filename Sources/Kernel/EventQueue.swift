/// The pending events of a control plane, in the total order (time, class, sequence).
///
/// Events at one instant run by class, then in the order they were scheduled. A tournament: every
/// pending event is a leaf of a complete binary tree, and each inner node names the leaf that comes
/// first beneath it. A changed leaf plays its way up again, against rivals whose places follow from
/// the leaf alone: no branch to mispredict and no load that waits for a comparison, which is what
/// a small heap costs (Knuth, The Art of Computer Programming, volume 3, section 5.4.1). The event
/// taken last leaves its leaf to the one scheduled next, and the two play once. The queue grows as
/// needed and never shrinks.
///
/// Public, with times as plain nanoseconds: the compiler specialises a generic type for the events of
/// another module only if it is public, and the queue is nine times slower without.
public struct EventQueue<Event: BitwiseCopyable>: ~Copyable {
  /// What a leaf plays with: a free leaf's key comes after all others.
  @usableFromInline
  struct Key: BitwiseCopyable {
    @usableFromInline var time: Int64
    /// Class in the upper 8 bits, sequence number below.
    @usableFromInline var order: UInt64

    @inlinable
    init(time: Int64, order: UInt64) {
      self.time = time
      self.order = order
    }

    @inlinable static var never: Key { Key(time: .max, order: .max) }

    /// All ones when this key comes before `other`, else 0, computed without a branch.
    @inlinable @inline(__always)
    func precedes(_ other: Key) -> UInt64 {
      let first: Int64 = order < other.order ? 1 : 0
      let earlier: UInt64 = time &- first < other.time ? 1 : 0
      return 0 &- earlier
    }
  }

  /// Keys and events by leaf.
  @usableFromInline var keys: UnsafeMutablePointer<Key>
  @usableFromInline var events: UnsafeMutablePointer<Event>
  /// By node, the leaf that comes first beneath it: the root is 1, the children of `n` are `2n` and
  /// `2n + 1`, and leaf `i` is node `leaves + i`.
  @usableFromInline var winners: UnsafeMutablePointer<UInt64>
  /// Leaves without an event, the first `freeCount` of these.
  @usableFromInline var free: UnsafeMutablePointer<Int>
  @usableFromInline var freeCount = 0
  /// Leaves in all: a power of two.
  @usableFromInline var leaves: Int
  /// The leaf of the event taken last, whose key still stands; -1 when every leaf has played.
  @usableFromInline var vacated = -1
  @usableFromInline var sequence: UInt64 = 0

  @inlinable
  public init(minimumCapacity: Int = 64) {
    leaves = 4
    while leaves < minimumCapacity { leaves *= 2 }
    keys = .allocate(capacity: leaves)
    events = .allocate(capacity: leaves)
    winners = .allocate(capacity: 2 * leaves)
    free = .allocate(capacity: leaves)
    addLeaves(from: 0)
  }

  @inlinable
  deinit {
    keys.deallocate()
    events.deallocate()
    winners.deallocate()
    free.deallocate()
  }

  /// Events in the queue.
  @inlinable
  public var count: Int { leaves - freeCount - (vacated < 0 ? 0 : 1) }

  /// When the first event is due, in nanoseconds; beyond all times when the queue is empty.
  @inlinable
  public var firstNanoseconds: Int64 {
    mutating get {
      settle()
      return keys[Int(winners[1])].time
    }
  }

  /// Adds an event at a time in nanoseconds.
  ///
  /// Among events at the same instant a smaller `order` runs first.
  ///
  /// - Parameter nanoseconds: above `Int64.min` and below `Int64.max`, which comparisons need.
  /// - Complexity: O(log n).
  @inlinable
  public mutating func schedule(_ event: Event, nanoseconds: Int64, order: UInt8 = 0) {
    var leaf = vacated
    if leaf < 0 {
      if freeCount == 0 { grow() }
      freeCount &-= 1
      leaf = free[freeCount]
    }
    vacated = -1
    events[leaf] = event
    play(leaf, Key(time: nanoseconds, order: UInt64(order) &<< 56 | sequence))
    sequence &+= 1
  }

  /// Removes and returns the first event; `nil` when the queue is empty.
  ///
  /// - Complexity: O(log n).
  @inlinable
  public mutating func popFirst() -> (nanoseconds: Int64, event: Event)? {
    settle()
    guard freeCount < leaves else { return nil }
    vacated = Int(winners[1])
    return (keys[vacated].time, events[vacated])
  }

  /// Frees the leaf of the event taken last, unless a new event has it already.
  @inlinable @inline(__always)
  mutating func settle() {
    guard vacated >= 0 else { return }
    free[freeCount] = vacated
    freeCount &+= 1
    play(vacated, .never)
    vacated = -1
  }

  /// Gives a leaf its key and names the winners on its way to the root.
  @inlinable @inline(__always)
  mutating func play(_ leaf: Int, _ key: Key) {
    let (keys, winners) = (keys, winners)
    keys[leaf] = key
    var (best, winner, node) = (key, UInt64(leaf), leaves | leaf)
    while node > 1 {
      let rival = winners[node ^ 1]
      let other = keys[Int(rival)]
      let wins = other.precedes(best)
      best.time ^= (best.time ^ other.time) & Int64(bitPattern: wins)
      best.order ^= (best.order ^ other.order) & wins
      winner ^= (winner ^ rival) & wins
      node &>>= 1
      winners[node] = winner
    }
  }

  /// Twice the leaves; those there are keep their places.
  @inlinable
  mutating func grow() {
    let before = leaves
    leaves *= 2
    keys = Self.enlarged(keys, from: before, to: leaves)
    events = Self.enlarged(events, from: before, to: leaves)
    free = Self.enlarged(free, from: before, to: leaves)
    winners.deallocate()
    winners = .allocate(capacity: 2 * leaves)
    addLeaves(from: before)
  }

  @inlinable
  static func enlarged<Element>(
    _ old: UnsafeMutablePointer<Element>, from count: Int, to capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    let new = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
  }

  /// Makes all leaves from `first` on free ones and plays the whole tournament.
  @inlinable
  mutating func addLeaves(from first: Int) {
    for leaf in (first..<leaves).reversed() {
      keys[leaf] = .never
      free[freeCount] = leaf
      freeCount += 1
    }
    for leaf in 0..<leaves { winners[leaves + leaf] = UInt64(leaf) }
    for node in (1..<leaves).reversed() {
      let (left, right) = (winners[2 * node], winners[2 * node + 1])
      winners[node] = keys[Int(right)].precedes(keys[Int(left)]) == 0 ? left : right
    }
  }
}
