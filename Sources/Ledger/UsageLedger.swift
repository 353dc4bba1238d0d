internal import Units

/// What a run used: integer readings per meter, resource and clock hour.
///
/// The hinge between Simulation, which writes it, and Billing, which reads it. It holds no price
/// and no clock beyond its calendar, so a stored ledger can be priced again at any price list.
package struct UsageLedger: Sendable, Equatable {
  package let calendar: LedgerCalendar
  private var series: [MeterKey: [Int64]] = [:]

  package init(calendar: LedgerCalendar) { self.calendar = calendar }

  /// Adds `quantity` smallest units to the reading of `hour`.
  ///
  /// - Precondition: `hour` lies within the calendar and `quantity` is not negative.
  /// - Complexity: O(1) on average.
  package mutating func add(_ quantity: Int64, to key: MeterKey, hour: Int) {
    precondition(quantity >= 0, "a reading cannot be negative")
    series[key, default: [Int64](repeating: 0, count: calendar.hourCount)][hour] += quantity
  }

  /// Adds a reading for every hour at once.
  ///
  /// - Precondition: shape of `readings`: `calendar.hourCount`; none is negative.
  /// - Complexity: O(hours); one look-up of the key.
  package mutating func add(_ readings: [Int64], to key: MeterKey) {
    precondition(readings.count == calendar.hourCount, "a series has a reading for every hour")
    precondition(readings.allSatisfy { $0 >= 0 }, "a reading cannot be negative")
    guard var sums = series.removeValue(forKey: key) else {
      series[key] = readings
      return
    }
    for hour in sums.indices { sums[hour] += readings[hour] }
    series[key] = sums
  }

  /// Adds all readings of `other`, which must cover the same period.
  package mutating func merge(_ other: UsageLedger) {
    precondition(other.calendar == calendar, "ledgers of different periods cannot be merged")
    for key in other.keys { add(other.readings(of: key), to: key) }
  }

  /// Every key with a reading, in a fixed order.
  package var keys: [MeterKey] { series.keys.sorted() }

  /// The keys of one meter, in a fixed order.
  package func keys(of meter: MeterID) -> [MeterKey] {
    series.keys.filter { $0.meter == meter }.sorted()
  }

  /// Readings per clock hour; zeros where nothing was used.
  ///
  /// Shape: `calendar.hourCount`.
  package func readings(of key: MeterKey) -> [Int64] {
    series[key] ?? [Int64](repeating: 0, count: calendar.hourCount)
  }

  /// The sum of the readings in `hours`.
  ///
  /// In 128 bits: an hour's reading fits in 64, but 4 TB kept for a month are 10¹⁹ byte·s.
  package func total(of key: MeterKey, in hours: Range<Int>) -> Int128 {
    guard let readings = series[key] else { return 0 }
    return readings[hours].reduce(0) { $0 + Int128($1) }
  }

  package func total(of key: MeterKey) -> Int128 { total(of: key, in: 0..<calendar.hourCount) }
}
