package import Ledger
internal import Units

/// RDS instances, with how far their CPU is used in the note of each.
///
/// The CPU that queries use is metered beside the instance and has no price of its own: it says
/// whether a smaller class would do.
package struct RDSInstanceMeter: MeterRule {
  private let instances = DirectMeter(
    meter: .rdsInstance, line: .rds, noun: "instance",
    price: .pattern(prefix: "rds.pg.", such: ["db.r6g.xlarge.multi", "db.r6g.xlarge.single"]))

  package let line = PlanLine.rds
  package var meters: [MeterID] { [.rdsInstance, .rdsCPU] }
  package var examples: [MeterKey] { instances.examples }

  package func charges(of ledger: UsageLedger, prices: inout PriceLookup) -> [Charge] {
    var charges = instances.charges(of: ledger, prices: &prices)
    for place in charges.indices {
      guard let key = charges[place].sources.first,
        let note = Self.utilisation(of: key, ledger: ledger)
      else { continue }
      charges[place].note = note
    }
    return charges
  }

  /// Mean and busiest hour of the CPU as a share of the class's; `nil` where nothing was metered.
  static func utilisation(of instance: MeterKey, ledger: UsageLedger) -> String? {
    let key = MeterKey(.rdsCPU, resource: instance.resource, region: instance.region)
    let used = ledger.readings(of: key)
    guard used.contains(where: { $0 > 0 }),
      let vcpus = DatabaseClasses.vcpus(ofVariant: instance.variant)
    else { return nil }
    let calendar = ledger.calendar
    let capacity = used.indices.map {
      Int128(calendar.milliseconds(inHour: $0)) * Int128(vcpus * 1024)
    }
    let mean = percent(used.reduce(Int128(0)) { $0 + Int128($1) }, of: capacity.reduce(0, +))
    let busiest = zip(used, capacity).map { percent(Int128($0), of: $1) }.max() ?? 0
    let warning = busiest > 100 ? "; the class is too small for its busiest hour" : ""
    return "CPU \(mean) % on average, \(busiest) % in the busiest hour, of \(vcpus) vCPU\(warning)"
  }

  private static func percent(_ part: Int128, of whole: Int128) -> Int128 {
    whole > 0 ? (part * 100).dividedHalfEven(by: whole) : 0
  }
}
