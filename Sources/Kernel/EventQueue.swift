/// The pending events of a control plane, in the total order (time, class, sequence).
///
/// Events at one instant run by class, then in the order they were scheduled. A 4-ary heap with
/// branch-free comparisons: mispredicted branches, not memory, are what a small heap costs. The
/// queue grows as needed and never shrinks.
///
/// Public, with times as plain nanoseconds: the compiler specialises a generic type for the events of
/// another module only if it is public, and the queue is nine times slower without.
public struct EventQueue<Event: BitwiseCopyable>: ~Copyable {
  @usableFromInline
  struct Node: BitwiseCopyable {
    @usableFromInline var time: Int64
    /// Class in the upper 8 bits, sequence number below.
    @usableFromInline var order: UInt64
    @usableFromInline var event: Event

    @inlinable
    init(time: Int64, order: UInt64, event: Event) {
      self.time = time
      self.order = order
      self.event = event
    }

    /// 1 when this node comes before `other`, else 0, computed without a branch.
    @inlinable @inline(__always)
    func precedes(_ other: Node) -> Int {
      let earlier = time < other.time ? 1 : 0
      let same = time == other.time ? 1 : 0
      let first = order < other.order ? 1 : 0
      return earlier | (same & first)
    }
  }

  @usableFromInline var nodes: UnsafeMutablePointer<Node>
  @usableFromInline var capacity: Int
  @usableFromInline var size = 0
  @usableFromInline var sequence: UInt64 = 0

  @inlinable
  public init(minimumCapacity: Int = 64) {
    capacity = max(4, minimumCapacity)
    nodes = .allocate(capacity: capacity)
  }

  @inlinable
  deinit { nodes.deallocate() }

  /// Events in the queue.
  @inlinable
  public var count: Int { size }

  /// When the first event is due, in nanoseconds; beyond all times when the queue is empty.
  @inlinable
  public var firstNanoseconds: Int64 { size > 0 ? nodes[0].time : .max }

  /// Adds an event at a time in nanoseconds.
  ///
  /// Among events at the same instant a smaller `order` runs first.
  ///
  /// - Complexity: O(log n).
  @inlinable
  public mutating func schedule(_ event: Event, nanoseconds: Int64, order: UInt8 = 0) {
    if size == capacity { grow() }
    let node = Node(
      time: nanoseconds, order: UInt64(order) &<< 56 | sequence, event: event)
    sequence &+= 1
    var hole = size
    size &+= 1
    while hole > 0 {
      let parent = (hole &- 1) &>> 2
      guard node.precedes(nodes[parent]) == 1 else { break }
      nodes[hole] = nodes[parent]
      hole = parent
    }
    nodes[hole] = node
  }

  /// Removes and returns the first event; `nil` when the queue is empty.
  ///
  /// - Complexity: O(log n).
  @inlinable
  public mutating func popFirst() -> (nanoseconds: Int64, event: Event)? {
    guard size > 0 else { return nil }
    let top = nodes[0]
    size &-= 1
    if size > 0 { sink(nodes[size]) }
    return (top.time, top.event)
  }

  /// Places `node` at the root and lets it sink to where it belongs.
  @inlinable
  mutating func sink(_ node: Node) {
    let heap = nodes
    let end = size
    var hole = 0
    while true {
      let first = hole &<< 2 &+ 1
      var least = first
      if first &+ 3 < end {
        let left = first &+ heap[first &+ 1].precedes(heap[first])
        let right = first &+ 2 &+ heap[first &+ 3].precedes(heap[first &+ 2])
        least = left &+ (right &- left) &* heap[right].precedes(heap[left])
      } else if first < end {
        var child = first &+ 1
        while child < end {
          least = least &+ (child &- least) &* heap[child].precedes(heap[least])
          child &+= 1
        }
      } else {
        break
      }
      guard heap[least].precedes(node) == 1 else { break }
      heap[hole] = heap[least]
      hole = least
    }
    heap[hole] = node
  }

  @inlinable
  mutating func grow() {
    let larger = UnsafeMutablePointer<Node>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: nodes, count: size)
    nodes.deallocate()
    nodes = larger
    capacity *= 2
  }
}
