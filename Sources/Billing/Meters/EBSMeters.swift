internal import Ledger

/// EBS volumes with their performance, and snapshots; the plan pays for some, the architecture has
/// none.
enum EBSMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .ebsStorage, service: .ebs, noun: "storage",
      price: .byVariant(
        ["gp3", "gp2", "io1", "st1", "sc1"].map { ($0, SKUName("ebs.\($0).gb")) } + [
          ("snapshot", SKUName("ebs.snapshot")),
          ("snapshot_archive", SKUName("ebs.snapshot_archive")),
        ])),
    DirectMeter(
      meter: .ebsIOPS, service: .ebs, noun: "iops",
      price: .byVariant(["gp3", "io1"].map { ($0, SKUName("ebs.\($0).iops")) })),
    DirectMeter(
      meter: .ebsThroughput, service: .ebs, noun: "throughput",
      price: .byVariant([("gp3", SKUName("ebs.gp3.throughput"))])),
  ]
}
