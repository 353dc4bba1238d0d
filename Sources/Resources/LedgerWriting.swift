package import Ledger
internal import Units

/// The shapes that most sources' readings have.
extension UsageLedger {
  /// `count` things in existence all the time: count × milliseconds of the hour.
  package mutating func addItems(_ count: Int64, to key: MeterKey) {
    guard count > 0 else { return }
    add((0..<calendar.hourCount).map { count * calendar.milliseconds(inHour: $0) }, to: key)
  }

  /// `count` things billed for every started clock hour.
  package mutating func addItemHours(_ count: Int64, to key: MeterKey) {
    guard count > 0 else { return }
    add(Array(repeating: count, count: calendar.hourCount), to: key)
  }

  /// `bytes` kept all the time: bytes × seconds of the hour.
  package mutating func addStored(bytes: Int64, to key: MeterKey) {
    guard bytes > 0 else { return }
    let readings = (0..<calendar.hourCount).map { hour in
      let reading = Int128(bytes) * Int128(calendar.milliseconds(inHour: hour) / 1000)
      return Int64(clamping: reading)
    }
    add(readings, to: key)
  }

  /// A reading for each hour, a negative one as zero, one beyond 64 bits as the greatest that fits;
  /// no key where all are zero.
  package mutating func addEachHour(to key: MeterKey, _ reading: (Int) -> Int128) {
    var isUsed = false
    let readings = (0..<calendar.hourCount).map { hour in
      let value = Int64(clamping: max(0, reading(hour)))
      isUsed = isUsed || value > 0
      return value
    }
    if isUsed { add(readings, to: key) }
  }

  /// A volume that follows time and `load`.
  package mutating func addVolume(_ volume: LoadVolume, load: SystemLoad, to key: MeterKey) {
    guard !volume.isZero else { return }
    add(volume.readings(load: load, calendar: calendar), to: key)
  }
}
