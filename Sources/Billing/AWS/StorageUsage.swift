/// S3 storage, requests and what lifecycle rules cost; EBS volumes, which EC2 lists.
enum StorageUsage {
  static let types: [UsageType] = storage + requests + blocks

  private static let storage = [
    UsageType(
      "AmazonS3", "TimedStorage-GlacierByteHrs", operation: "GlacierObjectOverhead",
      "s3.glacier_flexible.storage"),
    UsageType("AmazonS3", "TimedStorage-ByteHrs", "s3.standard.storage"),
    UsageType("AmazonS3", "TimedStorage-SIA-ByteHrs", "s3.standard_ia.storage"),
    UsageType("AmazonS3", "TimedStorage-ZIA-ByteHrs", "s3.onezone_ia.storage"),
    UsageType("AmazonS3", "TimedStorage-GIR-ByteHrs", "s3.glacier_ir.storage"),
    UsageType("AmazonS3", "TimedStorage-GlacierByteHrs", "s3.glacier_flexible.storage"),
    UsageType("AmazonS3", "TimedStorage-GDA-ByteHrs", "s3.deep_archive.storage"),
    UsageType("AmazonS3", "TimedStorage-INT-FA-ByteHrs", "s3.intelligent.frequent"),
    UsageType("AmazonS3", "TimedStorage-INT-IA-ByteHrs", "s3.intelligent.infrequent"),
    UsageType("AmazonS3", "TimedStorage-INT-AIA-ByteHrs", "s3.intelligent.archive_instant"),
    UsageType("AmazonS3", "Monitoring-Automation-INT", "s3.intelligent.monitoring"),
  ]

  private static let requests = [
    UsageType("AmazonS3", "Requests-Tier1", "s3.standard.put"),
    UsageType("AmazonS3", "Requests-Tier2", "s3.standard.get"),
    UsageType("AmazonS3", "Requests-SIA-Tier1", "s3.standard_ia.put"),
    UsageType("AmazonS3", "Requests-SIA-Tier2", "s3.standard_ia.get"),
    UsageType("AmazonS3", "Requests-ZIA-Tier1", "s3.onezone_ia.put"),
    UsageType("AmazonS3", "Requests-ZIA-Tier2", "s3.onezone_ia.get"),
    UsageType("AmazonS3", "Requests-GIR-Tier1", "s3.glacier_ir.put"),
    UsageType("AmazonS3", "Requests-GIR-Tier2", "s3.glacier_ir.get"),
    UsageType("AmazonS3", "Requests-INT-Tier1", "s3.intelligent.put"),
    UsageType("AmazonS3", "Requests-INT-Tier2", "s3.intelligent.get"),
    UsageType(
      "AmazonS3", "Requests-Tier3", operation: "S3-GlacierTransition",
      "s3.lifecycle_to.glacier_flexible"),
    UsageType("AmazonS3", "Retrieval-SIA", "s3.retrieval.standard_ia"),
    UsageType("AmazonS3", "Retrieval-ZIA", "s3.retrieval.onezone_ia"),
    UsageType("AmazonS3", "Retrieval-GIR", "s3.retrieval.glacier_ir"),
    UsageType("AmazonS3", "USW2-AWS-Out-Bytes", "s3.crr.transfer"),
  ]

  private static let blocks = [
    UsageType("AmazonEC2", "EBS:VolumeUsage.gp3", "ebs.gp3.gb"),
    UsageType("AmazonEC2", "EBS:VolumeUsage.gp2", "ebs.gp2.gb"),
    UsageType("AmazonEC2", "EBS:VolumeUsage.piops", "ebs.io1.gb"),
    UsageType("AmazonEC2", "EBS:VolumeUsage.st1", "ebs.st1.gb"),
    UsageType("AmazonEC2", "EBS:VolumeUsage.sc1", "ebs.sc1.gb"),
    UsageType("AmazonEC2", "EBS:SnapshotUsage", "ebs.snapshot"),
  ]
}
