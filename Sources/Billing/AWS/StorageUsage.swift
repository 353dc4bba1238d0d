/// S3 storage, requests and what lifecycle rules cost; EBS volumes, which EC2 lists.
enum StorageUsage {
  static let types: [UsageType] = storage + requests + deepArchive + blocks

  /// Classes by the mark that usage types have for them; Standard has none.
  private static let classes = [
    ("SIA", "standard_ia"), ("ZIA", "onezone_ia"), ("GIR", "glacier_ir"), ("INT", "intelligent"),
  ]

  private static let storage =
    [
      ("GlacierByteHrs", "glacier_flexible.storage"), ("ByteHrs", "standard.storage"),
      ("SIA-ByteHrs", "standard_ia.storage"), ("ZIA-ByteHrs", "onezone_ia.storage"),
      ("GIR-ByteHrs", "glacier_ir.storage"),
      ("INT-FA-ByteHrs", "intelligent.frequent"), ("INT-IA-ByteHrs", "intelligent.infrequent"),
      ("INT-AIA-ByteHrs", "intelligent.archive_instant"),
    ].map { UsageType("AmazonS3", "TimedStorage-\($0.0)", "s3.\($0.1)") } + [
      UsageType("AmazonS3", "Monitoring-Automation-INT", "s3.intelligent.monitoring")
    ]

  private static let requests =
    [
      UsageType("AmazonS3", "Requests-Tier1", "s3.standard.put"),
      UsageType("AmazonS3", "Requests-Tier2", "s3.standard.get"),
    ]
    + classes.flatMap { mark, name in
      [
        UsageType("AmazonS3", "Requests-\(mark)-Tier1", "s3.\(name).put"),
        UsageType("AmazonS3", "Requests-\(mark)-Tier2", "s3.\(name).get"),
      ]
    }
    + classes.dropLast().map { mark, name in
      UsageType("AmazonS3", "Retrieval-\(mark)", "s3.retrieval.\(name)")
    } + [
      UsageType(
        "AmazonS3", "Requests-Tier3", operation: "S3-GlacierTransition",
        "s3.lifecycle_to.glacier_flexible"),
      UsageType("AmazonS3", "USW2-AWS-Out-Bytes", "s3.crr.transfer"),
    ]

  /// Deep Archive has an offer of its own; bills have it under S3.
  private static let deepArchive = ["AmazonS3GlacierDeepArchive", "AmazonS3"].flatMap { service in
    [
      ("TimedStorage-GDA-ByteHrs", "storage"), ("Requests-GDA-Tier1", "put"),
      ("Requests-GDA-Tier2", "get"),
    ].map { UsageType(service, $0.0, "s3.deep_archive.\($0.1)") }
      + [
        ("Requests-GDA-Tier3", "standard"), ("Requests-GDA-Tier5", "bulk"),
      ].map { UsageType(service, $0.0, "s3.retrieval_requests.deep_archive.\($0.1)") }
  }

  // Throughput is left out: AWS sells it by the GB/s.
  private static let blocks = [
    ("VolumeUsage.gp3", "gp3.gb"), ("VolumeUsage.gp2", "gp2.gb"), ("VolumeUsage.piops", "io1.gb"),
    ("VolumeUsage.st1", "st1.gb"), ("VolumeUsage.sc1", "sc1.gb"), ("SnapshotUsage", "snapshot"),
    ("VolumeP-IOPS.gp3", "gp3.iops"), ("VolumeP-IOPS.piops", "io1.iops"),
  ].map { UsageType("AmazonEC2", "EBS:\($0.0)", "ebs.\($0.1)") }
}
