package import Ledger

/// An EBS volume: its provisioned bytes, the performance beyond what it includes, and snapshots.
///
/// gp3 includes 3,000 IOPS and 125 MB/s; of io1 every provisioned IOPS is paid for; the other types
/// have none to buy (AWS, "Amazon EBS pricing").
package struct BlockVolume: UsageSource, Hashable {
  package var name: String
  package var region: String
  /// Such as `gp3`.
  package var type: String
  package var bytes: Int64
  /// Provisioned; `nil` for what the volume includes.
  package var iops: Int64? = nil
  /// MB/s; `nil` for what the volume includes.
  package var throughput: Int64? = nil
  package var snapshotBytes: Int64 = 0

  package init(name: String, region: String, type: String, bytes: Int64) {
    self.name = name
    self.region = region
    self.type = type
    self.bytes = bytes
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addStored(bytes: bytes, to: key(.ebsStorage, type))
    ledger.addStored(bytes: snapshotBytes, to: key(.ebsStorage, "snapshot"))
    let included: Int64 = type == "gp3" ? 3000 : 0
    if let iops { ledger.addItems(max(0, iops - included), to: key(.ebsIOPS, type)) }
    if let throughput {
      ledger.addItems(max(0, throughput - 125), to: key(.ebsThroughput, type))
    }
  }

  private func key(_ meter: MeterID, _ variant: String) -> MeterKey {
    MeterKey(meter, resource: name, variant: variant, region: region)
  }
}
