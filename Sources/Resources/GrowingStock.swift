internal import Ledger
internal import Units

/// Bytes that are written, grow older, move on and go: what is kept of a flow at every age.
///
/// `W(t)` is all that was written until `t`; what is between the ages `a` and `b` at `t` is
/// `W(t − a) − W(t − b)`. Before the period the flow is taken to have run at the period's mean rate,
/// as far back as `historyDays`.
package struct GrowingStock: Sendable, Hashable {
  /// Bytes written until the start of each hour of the period, counted from its start; one more
  /// entry than hours.
  let written: [Int128]
  private let historyHours: Int
  private let hourCount: Int

  /// - Parameter inflow: bytes written in each hour of the period.
  package init(inflow: [Int64], historyDays: Int64) {
    var sum: Int128 = 0
    written =
      [0]
      + inflow.map { bytes in
        sum += Int128(bytes)
        return sum
      }
    hourCount = inflow.count
    historyHours = Int(clamping: historyDays * 24)
  }

  /// Bytes that are at least `from` and less than `to` hours old at the start of hour `hour`.
  ///
  /// `nil` for `to` means for good.
  package func bytes(agedFrom from: Int, to: Int?, atHour hour: Int) -> Int128 {
    total(atHour: hour - from) - (to.map { total(atHour: hour - $0) } ?? total(atHour: .min))
  }

  /// Bytes that reach the age of `age` hours during hour `hour`.
  package func bytes(reaching age: Int, inHour hour: Int) -> Int128 {
    total(atHour: hour + 1 - age) - total(atHour: hour - age)
  }

  /// `W`, negative before the period; constant before the flow began.
  private func total(atHour hour: Int) -> Int128 {
    if hour >= 0 { return written[min(hour, hourCount)] }
    guard hourCount > 0, let all = written.last else { return 0 }
    let back = Int128(min(historyHours, hour == .min ? Int.max : -hour))
    return -(all * back / Int128(hourCount))
  }

  /// Bytes between two ages in months of 730 h, `month` months into a flow of so many a month.
  ///
  /// The closed form for projections: `min(to, month) − min(from, month)` months of the flow.
  package static func stock(
    atMonth month: Int64, bytesPerMonth: Int128, agedFrom from: Int64 = 0, to: Int64? = nil
  ) -> Int128 {
    let oldest = min(to ?? month, month)
    return bytesPerMonth * Int128(max(0, oldest - min(from, month)))
  }
}

extension UsageLedger {
  /// Byte-seconds of bytes that change over time: the mean of each hour's start and end.
  mutating func addStock(_ bytes: (Int) -> Int128, to key: MeterKey) {
    var before = bytes(0)
    let calendar = calendar
    addEachHour(to: key) { hour in
      let after = bytes(hour + 1)
      defer { before = after }
      return (before + after) * Int128(calendar.milliseconds(inHour: hour) / 1000) / 2
    }
  }
}

/// A part of the system whose stock goes on growing after the period.
package protocol GrowingSource: UsageSource {
  /// The same part as it stands when it has gone on for so many further months of 730 hours.
  func carried(months: Int64) -> Self
}
