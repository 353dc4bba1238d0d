/// The minutes of one service's load, in order.
///
/// Kept as columns, with errors only for the minutes that have some: 56 bytes a minute, so that a year
/// of minutes fits beside the program.
package struct MinuteLog: Sendable, Hashable {
  private var offered: [Int64] = []
  private var openMilliseconds: [Int64] = []
  /// NaN for none.
  private var cpuPercent: [Double] = []
  /// Mean, p50, p95 and p99; NaN for none.
  private var latencies: [SIMD4<Double>] = []
  /// By minute, ascending.
  private var failed: [(minute: Int, errors: ErrorCounts)] = []

  package init() {}

  package mutating func reserveCapacity(_ minutes: Int) {
    offered.reserveCapacity(minutes)
    openMilliseconds.reserveCapacity(minutes)
    cpuPercent.reserveCapacity(minutes)
    latencies.reserveCapacity(minutes)
  }

  package mutating func append(_ minute: MinuteLoad) {
    if minute.errors != ErrorCounts() { failed.append((count, minute.errors)) }
    offered.append(minute.offered)
    openMilliseconds.append(minute.openMilliseconds)
    cpuPercent.append(minute.cpuPercent ?? .nan)
    latencies.append(
      minute.latency.map { SIMD4($0.mean, $0.p50, $0.p95, $0.p99) } ?? SIMD4(repeating: .nan))
  }

  /// Changes the errors of a minute that has been closed.
  ///
  /// - Complexity: O(log minutes) where the minute has errors already, else up to O(minutes).
  mutating func changeErrors(ofMinute minute: Int, by change: (inout ErrorCounts) -> Void) {
    let place = place(ofMinute: minute)
    if place == failed.count || failed[place].minute != minute {
      failed.insert((minute, ErrorCounts()), at: place)
    }
    change(&failed[place].errors)
  }

  /// The first entry that is not before the minute's.
  private func place(ofMinute minute: Int) -> Int {
    var low = 0
    var high = failed.count
    while low < high {
      let middle = (low + high) / 2
      if failed[middle].minute < minute { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func errors(ofMinute minute: Int) -> ErrorCounts {
    let place = place(ofMinute: minute)
    guard place < failed.count, failed[place].minute == minute else { return ErrorCounts() }
    return failed[place].errors
  }

  package static func == (a: MinuteLog, b: MinuteLog) -> Bool { a.elementsEqual(b) }

  package func hash(into hasher: inout Hasher) {
    for minute in self { hasher.combine(minute) }
  }
}

extension MinuteLog: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { offered.count }

  package subscript(minute: Int) -> MinuteLoad {
    let latency = latencies[minute]
    let cpu = cpuPercent[minute]
    return MinuteLoad(
      offered: offered[minute], errors: errors(ofMinute: minute),
      latency: latency.x.isNaN
        ? nil : LatencySummary(mean: latency.x, p50: latency.y, p95: latency.z, p99: latency.w),
      openMilliseconds: openMilliseconds[minute], cpuPercent: cpu.isNaN ? nil : cpu)
  }
}
