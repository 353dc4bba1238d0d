internal import Ledger

/// S3 storage by class, requests by class and kind, lifecycle transitions, replication.
///
/// Volume tiers hold for all buckets of a Region together. Minimum durations and object sizes are
/// a matter of what is metered, not of the price.
enum S3Meters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .s3Storage, service: .s3, noun: "storage",
      price: .byVariant(
        classes.map { ($0, SKUName("s3.\($0).storage")) }
          + ["frequent", "infrequent", "archive_instant", "archive", "deep_archive"].map {
            ("intelligent.\($0)", SKUName("s3.intelligent.\($0)"))
          })),
    DirectMeter(
      meter: .s3Requests, service: .s3, noun: "requests",
      price: .pattern(
        prefix: "s3.",
        such: (classes + ["intelligent"]).flatMap { ["\($0).put", "\($0).get"] }),
      // A replica is written as an object of its class is.
      otherwise: { $0 == "crr.put" ? [SKUName("s3.standard.put")] : [] }),
    DirectMeter(
      meter: .s3Transitions, service: .s3, noun: "transitions",
      price: .pattern(
        prefix: "s3.lifecycle_to.",
        such: [
          "standard_ia", "onezone_ia", "intelligent", "glacier_ir", "glacier_flexible",
          "deep_archive",
        ])),
    DirectMeter(
      meter: .s3Monitoring, service: .s3, noun: "monitoring",
      price: .always("s3.intelligent.monitoring")),
    DirectMeter(
      meter: .s3Retrieval, service: .s3, noun: "retrieval",
      price: .pattern(
        prefix: "s3.retrieval.",
        such: [
          "standard_ia", "onezone_ia", "glacier_ir", "glacier_flexible.standard",
          "glacier_flexible.expedited", "glacier_flexible.bulk", "deep_archive.standard",
          "deep_archive.bulk",
        ])),
    DirectMeter(
      meter: .s3RetrievalRequests, service: .s3, noun: "retrieval-requests",
      price: .pattern(
        prefix: "s3.retrieval_requests.",
        such: [
          "glacier_flexible.standard", "glacier_flexible.expedited", "glacier_flexible.bulk",
          "deep_archive.standard", "deep_archive.bulk",
        ])),
    DirectMeter(
      meter: .s3ReplicationTime, service: .s3, noun: "replication-time-control",
      price: .always("s3.crr.rtc")),
    DirectMeter(
      meter: .s3ReplicationTransfer, service: .s3, noun: "replication-transfer",
      price: DataTransferMeters.copies("s3.crr.transfer"),
      otherwise: DataTransferMeters.toRegion),
  ]

  private static let classes = [
    "standard", "standard_ia", "onezone_ia", "glacier_ir", "glacier_flexible", "deep_archive",
  ]
}
