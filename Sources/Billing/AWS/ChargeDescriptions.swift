/// What AWS's own words say a charge is for, where an export has no usage type.
///
/// FOCUS 1.0 has neither usage types nor operations, only `ChargeDescription`, which is the
/// description of AWS's price list: `$0.045 per NAT Gateway Hour`.
enum ChargeDescriptions {
  /// A phrase of a description, and the key that it stands for.
  private struct Phrase {
    /// The service as FOCUS names it; `nil` where any may be charged.
    let service: String?
    let words: String
    let key: String

    init(_ service: String?, _ words: String, _ key: String) {
      self.service = service
      self.words = words.lowercased()
      self.key = key
    }
  }

  /// The key of a charge; `nil` where no phrase fits.
  static func key(service: String, description: String) -> String? {
    if description.isEmpty { return nil }
    let text = description.lowercased()
    let fits = phrases.first { phrase in
      (phrase.service.map { service == $0 } ?? true) && text.contains(phrase.words)
    }
    return fits?.key ?? instance(text)
  }

  /// How many units of the price list one of the export's is, where they differ in more than a
  /// number of requests.
  static func unitSize(key: String, unit: String) -> Int128 {
    key == "ebs.gp3.throughput" && unit.hasPrefix("GiB") ? 1024 : 1
  }

  /// Specific phrases stand before general ones.
  private static let phrases: [Phrase] =
    compute + storage + balancers + operations + edge + transfer

  private static let compute = [
    Phrase(nil, "AWS Fargate - ARM - vCPU", "fargate.arm.vcpu"),
    Phrase(nil, "AWS Fargate - ARM - Memory", "fargate.arm.gb"),
    Phrase(nil, "AWS Fargate - vCPU", "fargate.x86.vcpu"),
    Phrase(nil, "AWS Fargate - Memory", "fargate.x86.gb"),
    Phrase("AWS Lambda", "Total Compute (Provisioned)", "lambda.x86.provisioned_duration"),
    Phrase("AWS Lambda", "Total Compute Arm", "lambda.arm.duration"),
    Phrase("AWS Lambda", "Total Compute - ", "lambda.x86.duration"),
    Phrase("AWS Lambda", "Total Requests", "lambda.requests"),
  ]

  private static let s3 = "Amazon Simple Storage Service"
  private static let registry = "Amazon EC2 Container Registry (ECR)"

  private static let storage = [
    Phrase(s3, "/ month of storage used", "s3.standard.storage"),
    Phrase(s3, "GET and all other requests to Intelligent-Tiering", "s3.intelligent.get"),
    Phrase(s3, "LIST requests to Intelligent-Tiering", "s3.intelligent.put"),
    Phrase(s3, "GET and all other requests", "s3.standard.get"),
    Phrase(s3, "PUT, COPY, POST, or LIST requests", "s3.standard.put"),
    Phrase(nil, "GB-Month of snapshot data stored", "ebs.snapshot"),
    Phrase(nil, "EBS:SnapshotUsage", "ebs.snapshot"),
    Phrase(nil, "(gp3) provisioned storage", "ebs.gp3.gb"),
    Phrase(nil, "(gp2) provisioned storage", "ebs.gp2.gb"),
    Phrase(nil, "IOPS-month of gp3", "ebs.gp3.iops"),
    Phrase(nil, "MiBps-month of gp3", "ebs.gp3.throughput"),
    Phrase(registry, "of data storage", "ecr.storage"),
    Phrase(registry, "TimedStorage-ByteHrs", "ecr.storage"),
    Phrase("Amazon DynamoDB", "read request units", "dynamodb.ondemand.rru"),
    Phrase("Amazon DynamoDB", "write request units", "dynamodb.ondemand.wru"),
    Phrase("Amazon DynamoDB", "of write capacity", "dynamodb.provisioned.wcu"),
    Phrase("Amazon DynamoDB", "of read capacity", "dynamodb.provisioned.rcu"),
    Phrase("Amazon DynamoDB", "GB-Month of storage", "dynamodb.storage"),
  ]

  private static let balancers = [
    Phrase(nil, "Application LoadBalancer-hour", "elb.alb.hour"),
    Phrase(nil, "Application load balancer capacity unit-hour", "elb.alb.lcu"),
    Phrase(nil, "Network LoadBalancer-hour", "elb.nlb.hour"),
    Phrase(nil, "Network load balancer capacity unit-hour", "elb.nlb.nlcu"),
    Phrase(nil, "per NAT Gateway Hour", "vpc.nat.hour"),
    Phrase(nil, "Data Processed by NAT Gateways", "vpc.nat.gb"),
    Phrase(nil, "public IPv4 address per hour", "vpc.public_ipv4"),
    Phrase("AWS WAF", "per web ACL", "waf.web_acl"),
    Phrase("AWS WAF", "per rule", "waf.rule"),
    Phrase("AWS WAF", "million requests", "waf.requests"),
  ]

  private static let watch = "AmazonCloudWatch"

  private static let operations = [
    Phrase(watch, "custom log data ingested in Standard", "cw.logs.ingest"),
    Phrase(watch, "custom log data ingested in Infrequent", "cw.logs.ingest_ia"),
    Phrase(watch, "vended logs ingested in Standard", "cw.logs.vended"),
    Phrase(watch, "of log storage", "cw.logs.storage"),
    Phrase(watch, "alarm metric month (standard resolution)", "cw.alarm.standard"),
    Phrase(watch, "alarm metric month (high resolution)", "cw.alarm.high_res"),
    Phrase(watch, "per metric-month", "cw.metrics.custom"),
    Phrase(watch, "requests", "cw.api"),
    Phrase(watch, "GetMetricData", "cw.api"),
    Phrase(nil, "customer managed KMS key", "kms.key"),
    Phrase(nil, "KMS requests", "kms.requests"),
    Phrase(nil, "SQS standard requests", "sqs.standard"),
    Phrase(nil, "SQS FIFO requests", "sqs.fifo"),
    Phrase("Amazon Route 53", "queries for the first", "route53.queries"),
  ]

  private static let edge = [
    Phrase("Amazon CloudFront", "data transfer out", "cloudfront.egress"),
    Phrase("Amazon CloudFront", "HTTPS", "cloudfront.https"),
    Phrase("Amazon CloudFront", "HTTP Requests", "cloudfront.http"),
    Phrase(s3, "to CloudFront", "dt.s3_to_cloudfront"),
  ]

  private static let transfer = [
    Phrase(nil, "(Northern Virginia) data transfer to US West (Oregon)", "dt.use1_to_usw2"),
    Phrase(nil, "(Northern Virginia) data transfer to US East (Ohio)", "dt.use1_to_use2"),
    Phrase(nil, "(Oregon) data transfer to US East (Northern Virginia)", "dt.usw2_to_use1"),
    Phrase(nil, "regional data transfer", "dt.inter_az"),
    Phrase(nil, "data transfer in ", "dt.ingress"),
    Phrase(nil, "data transfer from", "dt.ingress"),
    Phrase(nil, "data transfer out under the monthly global free tier", "dt.internet_egress"),
    Phrase(nil, "TB / month data transfer out", "dt.internet_egress"),
    Phrase(nil, "DataTransfer-Out-Bytes", "dt.internet_egress"),
  ]

  /// `USD 0.45 per db.r6g.xlarge Single-AZ instance hour (or partial hour) running PostgreSQL`.
  private static func instance(_ text: String) -> String? {
    guard text.contains("instance hour"), text.contains("running postgresql") else { return nil }
    let words = text.split(separator: " ")
    guard let type = words.first(where: { $0.hasPrefix("db.") }) else { return nil }
    return RDSMeters.key(instanceClass: String(type), multiAZ: text.contains("multi-az"))
  }
}
