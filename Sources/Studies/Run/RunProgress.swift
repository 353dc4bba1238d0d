internal import Synchronization

/// Counts simulated minutes of all services and tells how far a run is.
final class RunProgress: Sendable {
  private let total: Int64
  private let done = Atomic<Int64>(0)
  private let report: @Sendable (Double) -> Void

  init(minutes: Int64, report: @escaping @Sendable (Double) -> Void) {
    total = max(1, minutes)
    self.report = report
  }

  func addMinute() {
    let count = done.wrappingAdd(1, ordering: .relaxed).newValue
    // A thousand reports are enough for any bar.
    if count == total || count % max(1, total / 1000) == 0 {
      report(Double(count) / Double(total))
    }
  }
}
