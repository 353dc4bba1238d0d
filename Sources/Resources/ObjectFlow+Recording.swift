internal import Ledger
internal import Units

extension ObjectFlow {
  /// Adds what `bucket` keeps of the flow, and the requests and moves that come with it.
  func record(
    bucket: String, region: String, load: SystemLoad, into ledger: inout UsageLedger
  ) {
    let all = writes.readings(load: load, calendar: ledger.calendar)
    for (share, days) in lives where share.trillionths > 0 {
      let inflow = Self.part(share, of: all)
      let stock = GrowingStock(inflow: inflow, historyDays: historyDays)
      for stay in stays(living: days) {
        record(stay, of: stock, bucket: bucket, region: region, into: &ledger)
      }
    }
    let puts = MeterKey(.s3Requests, resource: bucket, variant: "standard.put", region: region)
    addObjects(GrowingStock(inflow: all, historyDays: 0), reaching: 0, to: puts, into: &ledger)
  }

  /// Adds what a replica keeps of the flow in the Standard class, and a PUT there for each object.
  func recordReplica(
    bucket: String, region: String, load: SystemLoad, into ledger: inout UsageLedger
  ) {
    let all = writes.readings(load: load, calendar: ledger.calendar)
    for (share, days) in lives where share.trillionths > 0 {
      let stock = GrowingStock(inflow: Self.part(share, of: all), historyDays: historyDays)
      let end = days.map { Int($0 * 24) }
      record(
        Stay(storageClass: "standard", from: 0, to: end, paidTo: end), of: stock, bucket: bucket,
        region: region, into: &ledger)
    }
    let puts = MeterKey(.s3Requests, resource: bucket, variant: "crr.put", region: region)
    addObjects(GrowingStock(inflow: all, historyDays: 0), reaching: 0, to: puts, into: &ledger)
  }

  private static func part(_ share: Decimal12, of inflow: [Int64]) -> [Int64] {
    var sum: Int128 = 0
    var before: Int128 = 0
    return inflow.map { bytes in
      sum += Int128(bytes)
      let after = sum * share.trillionths / Decimal12.one
      defer { before = after }
      return Int64(clamping: after - before)
    }
  }

  private func record(
    _ stay: Stay, of stock: GrowingStock, bucket: String, region: String,
    into ledger: inout UsageLedger
  ) {
    func key(_ storageClass: String) -> MeterKey {
      MeterKey(.s3Storage, resource: bucket, variant: storageClass, region: region)
    }
    func bytes(_ hour: Int) -> Int128 {
      stock.bytes(agedFrom: stay.from, to: stay.paidTo, atHour: hour)
    }
    if stay.from > 0 {
      let moves = MeterKey(
        .s3Transitions, resource: bucket, variant: stay.storageClass, region: region)
      addObjects(stock, reaching: stay.from, to: moves, into: &ledger)
    }
    let size = Int128(objectBytes)
    switch stay.storageClass {
    case "intelligent":
      recordTiering(stay, of: stock, bucket: bucket, region: region, into: &ledger)
    case "standard_ia", "onezone_ia", "glacier_ir":
      let billed = max(size, Int128(Self.smallObject))
      ledger.addStock({ bytes($0) * billed / size }, to: key(stay.storageClass))
    case "glacier_flexible", "deep_archive":
      ledger.addStock(
        { bytes($0) + bytes($0) / size * 32 * 1024 }, to: key(stay.storageClass))
      ledger.addStock({ bytes($0) / size * 8 * 1024 }, to: key("standard"))
    default:
      ledger.addStock(bytes, to: key(stay.storageClass))
    }
  }

  /// Intelligent-Tiering: 30 days frequent, then infrequent, after 90 days archive instant.
  private func recordTiering(
    _ stay: Stay, of stock: GrowingStock, bucket: String, region: String,
    into ledger: inout UsageLedger
  ) {
    func aged(_ from: Int, _ to: Int?, _ hour: Int) -> Int128 {
      let ends = [to.map { stay.from + $0 }, stay.paidTo].compactMap(\.self)
      let start = stay.from + from
      if let end = ends.min(), end <= start { return 0 }
      return stock.bytes(agedFrom: start, to: ends.min(), atHour: hour)
    }
    let isWatched = objectBytes >= Self.smallObject
    let accessed = isWatched ? accessedShare.trillionths : Decimal12.one
    let tiers: [(String, from: Int, to: Int?)] = [
      ("frequent", 0, 30 * 24), ("infrequent", 30 * 24, 90 * 24), ("archive_instant", 90 * 24, nil),
    ]
    for (name, from, to) in tiers {
      let key = MeterKey(
        .s3Storage, resource: bucket, variant: "intelligent.\(name)", region: region)
      ledger.addStock(
        { hour in
          let own = aged(from, to, hour)
          let cold = own * (Decimal12.one - accessed) / Decimal12.one
          return from == 0 ? own + aged(30 * 24, nil, hour) * accessed / Decimal12.one : cold
        }, to: key)
    }
    guard isWatched else { return }
    let key = MeterKey(.s3Monitoring, resource: bucket, region: region)
    let calendar = ledger.calendar
    ledger.addEachHour(to: key) { hour in
      aged(0, nil, hour) / Int128(objectBytes) * Int128(calendar.milliseconds(inHour: hour))
    }
  }

  /// Whole objects that reach an age in each hour; running totals, so that none is lost.
  private func addObjects(
    _ stock: GrowingStock, reaching age: Int, to key: MeterKey, into ledger: inout UsageLedger
  ) {
    var sum: Int128 = 0
    ledger.addEachHour(to: key) { hour in
      let before = sum / Int128(objectBytes)
      sum += stock.bytes(reaching: age, inHour: hour)
      return sum / Int128(objectBytes) - before
    }
  }
}
