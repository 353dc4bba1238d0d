package import Ledger

/// RDS instances, with how far their CPU is used in the note of each.
///
/// The CPU that queries use is metered beside the instance and has no price of its own: it says
/// whether a smaller class would do.
package struct RDSInstanceMeter: MeterRule {
  private let instances = DirectMeter(
    meter: .rdsInstance, service: .rds, noun: "instance",
    price: .pattern(prefix: "rds.pg.", such: ["db.r6g.xlarge.multi", "db.r6g.xlarge.single"]))

  package let service = BilledService.rds
  package var meters: [MeterID] { [.rdsInstance, .rdsCPU] }
  package var examples: [MeterKey] { instances.examples }

  package func charges(of ledger: UsageLedger, prices: inout PriceLookup) -> [Charge] {
    var charges = instances.charges(of: ledger, prices: &prices)
    for place in charges.indices {
      guard let key = charges[place].sources.first,
        let utilisation = DatabaseUtilisation(of: key, in: ledger)
      else { continue }
      charges[place].note = utilisation.note
    }
    return charges
  }
}
