/// An instant as whole nanoseconds since the start of the scenario's period.
package struct SimTime: Sendable, Hashable, Comparable {
  package var nanoseconds: Int64

  @inlinable
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  @inlinable
  package init(seconds: Double) { nanoseconds = Int64((seconds * 1e9).rounded()) }

  package static let start = SimTime(nanoseconds: 0)

  @inlinable
  package static func minute(_ index: Int64) -> SimTime {
    SimTime(nanoseconds: index * 60_000_000_000)
  }

  /// Seconds since the start; exact to better than a nanosecond for four months.
  @inlinable
  package var inSeconds: Double { Double(nanoseconds) * 1e-9 }

  /// The index of the minute that holds this instant; minutes are half-open on the right.
  package var minuteIndex: Int64 { nanoseconds.floorDivided(by: 60_000_000_000) }

  @inlinable
  package static func < (a: SimTime, b: SimTime) -> Bool { a.nanoseconds < b.nanoseconds }

  @inlinable
  package static func + (a: SimTime, b: SimDuration) -> SimTime {
    SimTime(nanoseconds: a.nanoseconds + b.nanoseconds)
  }

  @inlinable
  package static func - (a: SimTime, b: SimDuration) -> SimTime {
    SimTime(nanoseconds: a.nanoseconds - b.nanoseconds)
  }

  @inlinable
  package static func - (a: SimTime, b: SimTime) -> SimDuration {
    SimDuration(nanoseconds: a.nanoseconds - b.nanoseconds)
  }
}
