package import Ledger
internal import Units

/// How far the queries of a run use the CPU of a database instance.
package struct DatabaseUtilisation: Sendable, Hashable {
  /// The instance's name, and its class such as `db.r6g.large`.
  package let resource: String
  package let instanceClass: String
  package let vcpus: Int64
  /// Percent of the class's vCPUs: over the period, and in the busiest clock hour.
  package let meanPercent: Int
  package let busiestPercent: Int

  /// - Parameter instance: a key of `rdsInstance`.
  /// - Returns: `nil` where no query was metered, or the class is not known.
  init?(of instance: MeterKey, in ledger: UsageLedger) {
    let key = MeterKey(.rdsCPU, resource: instance.resource, region: instance.region)
    let used = ledger.readings(of: key)
    guard used.contains(where: { $0 > 0 }),
      let vcpus = DatabaseClasses.vcpus(ofVariant: instance.variant)
    else { return nil }
    let capacity = used.indices.map {
      Int128(ledger.calendar.milliseconds(inHour: $0)) * Int128(vcpus * 1024)
    }
    resource = instance.resource
    instanceClass = instance.variant.split(separator: ".").dropLast().joined(separator: ".")
    self.vcpus = vcpus
    let total = used.reduce(Int128(0)) { $0 + Int128($1) }
    meanPercent = Self.percent(total, of: capacity.reduce(0, +))
    busiestPercent = zip(used, capacity).map { Self.percent(Int128($0), of: $1) }.max() ?? 0
  }

  /// All instances whose queries are known, in the order of their names.
  package static func all(in ledger: UsageLedger) -> [DatabaseUtilisation] {
    ledger.keys(of: .rdsInstance).compactMap { DatabaseUtilisation(of: $0, in: ledger) }
  }

  var note: String {
    let warning = busiestPercent > 100 ? "; the class is too small for its busiest hour" : ""
    return "CPU \(meanPercent) % on average, \(busiestPercent) % in the busiest hour,"
      + " of \(vcpus) vCPU\(warning)"
  }

  private static func percent(_ part: Int128, of whole: Int128) -> Int {
    whole > 0 ? Int(clamping: (part * 100).dividedHalfEven(by: whole)) : 0
  }
}
