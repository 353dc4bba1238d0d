package import Ledger
internal import Units

/// The shapes that most sources' readings have.
extension UsageLedger {
  /// `count` things in existence all the time: count × milliseconds of the hour.
  package mutating func addItems(_ count: Int64, to key: MeterKey) {
    guard count > 0 else { return }
    for hour in 0..<calendar.hourCount {
      add(count * calendar.milliseconds(inHour: hour), to: key, hour: hour)
    }
  }

  /// `count` things billed for every started clock hour.
  package mutating func addItemHours(_ count: Int64, to key: MeterKey) {
    guard count > 0 else { return }
    for hour in 0..<calendar.hourCount { add(count, to: key, hour: hour) }
  }

  /// `bytes` kept all the time: bytes × seconds of the hour.
  package mutating func addStored(bytes: Int64, to key: MeterKey) {
    guard bytes > 0 else { return }
    for hour in 0..<calendar.hourCount {
      let reading = Int128(bytes) * Int128(calendar.milliseconds(inHour: hour) / 1000)
      add(Int64(clamping: reading), to: key, hour: hour)
    }
  }

  /// A volume that follows time and `load`.
  package mutating func addVolume(_ volume: LoadVolume, load: SystemLoad, to key: MeterKey) {
    guard !volume.isZero else { return }
    for (hour, reading) in volume.readings(load: load, calendar: calendar).enumerated() {
      add(reading, to: key, hour: hour)
    }
  }
}
