/// A length of time as a whole number of nanoseconds.
///
/// Integers keep time exact: a tick is where it was computed to be, and results do not depend on
/// the order of additions. The range is ±292 years.
package struct SimDuration: Sendable, Hashable, Comparable {
  package var nanoseconds: Int64

  @inlinable
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The most seconds that are told apart: 126 years, longer than anything simulated lasts.
  @usableFromInline static let mostSeconds: Int64 = 4_000_000_000

  /// The nearest whole number of nanoseconds to `seconds`; more than 126 years are 126 years, as of a
  /// wait that grows without end.
  @inlinable
  package init(seconds: Double) {
    let most = Double(Self.mostSeconds)
    nanoseconds = Int64((min(max(seconds, -most), most) * 1e9).rounded())
  }

  package static let zero = SimDuration(nanoseconds: 0)

  /// Whole seconds; more than 126 years, which nothing simulated lasts, are 126 years, so that dates
  /// of other centuries can be set beside a run's.
  package static func seconds(_ count: Int64) -> SimDuration {
    SimDuration(nanoseconds: min(max(count, -mostSeconds), mostSeconds) * 1_000_000_000)
  }

  package static func milliseconds(_ count: Int64) -> SimDuration {
    SimDuration(nanoseconds: count * 1_000_000)
  }

  package static func minutes(_ count: Int64) -> SimDuration { .seconds(count * 60) }
  package static func hours(_ count: Int64) -> SimDuration { .seconds(count * 3600) }

  /// The length in seconds, for statistics and the data plane.
  @inlinable
  package var inSeconds: Double { Double(nanoseconds) * 1e-9 }

  package static func < (a: SimDuration, b: SimDuration) -> Bool { a.nanoseconds < b.nanoseconds }

  package static func + (a: SimDuration, b: SimDuration) -> SimDuration {
    SimDuration(nanoseconds: a.nanoseconds + b.nanoseconds)
  }

  package static func - (a: SimDuration, b: SimDuration) -> SimDuration {
    SimDuration(nanoseconds: a.nanoseconds - b.nanoseconds)
  }

  package static func * (a: SimDuration, count: Int64) -> SimDuration {
    SimDuration(nanoseconds: a.nanoseconds * count)
  }

  package static prefix func - (a: SimDuration) -> SimDuration {
    SimDuration(nanoseconds: -a.nanoseconds)
  }
}
