internal import Kernel
internal import Units

extension EventQueue {
  /// Adds an event; among those at the same instant a smaller `order` runs first.
  mutating func schedule(_ event: Event, at time: SimTime, order: UInt8) {
    schedule(event, nanoseconds: time.nanoseconds, order: order)
  }

  /// Removes and returns the first event; `nil` when the queue is empty.
  mutating func popNext() -> (time: SimTime, event: Event)? {
    popFirst().map { (SimTime(nanoseconds: $0.nanoseconds), $0.event) }
  }
}
