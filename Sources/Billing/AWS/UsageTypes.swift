/// What AWS's price list and bills call a metered thing, and the key of our price list for it.
///
/// One table serves both: offer files that refresh prices, and exports of real costs.
struct UsageType: Sendable {
  /// The service's code in offer files and the product code of bills.
  let service: String
  /// The usage type without its Region.
  let usage: String
  /// How the operation begins, where the usage type alone does not tell.
  let operation: String?
  let key: String

  init(_ service: String, _ usage: String, operation: String? = nil, _ key: String) {
    self.service = service
    self.usage = usage
    self.operation = operation
    self.key = key
  }
}

/// The usage types that are known, one list a service.
package enum UsageTypes {
  static let all: [UsageType] =
    FargateUsage.types + LambdaUsage.types + DatabaseUsage.types + StorageUsage.types
    + NetworkUsage.types + MonitoringUsage.types + SupportUsage.types + MessagingUsage.types
    + TableUsage.types

  /// The services, by AWS's codes, of which at least some usage types are known.
  package static let services: [String] = {
    var seen: Set<String> = []
    return all.map(\.service).filter { seen.insert($0).inserted }
  }()

  /// AWS's code of the service whose offer file has the price of `key`: that of the same key, else of
  /// the keys that begin as it does.
  static func offer(for key: String) -> String? {
    func first(_ parts: Int) -> String {
      key.split(separator: ".").prefix(parts).joined(separator: ".") + "."
    }
    return
      (all.first { $0.key == key } ?? all.first { $0.key.hasPrefix(first(2)) }
      ?? all.first { $0.key.hasPrefix(first(1)) })?.service
  }

  /// Every key that some usage type stands for, in the order of the table.
  package static let keys: [String] = all.map(\.key)

  /// The key for a usage type; `nil` where it is not known.
  ///
  /// `attributes` have names in small letters without spaces, such as `instancetype`; they decide
  /// for databases and caches, whose usage types do not name the engine.
  static func key(
    service: String, usage: String, region: String, operation: String,
    attributes: [String: String]
  ) -> String? {
    let service = aliases[service] ?? service
    if usage.hasSuffix("-AWS-Out-Bytes"), let key = interRegionKey(usage, from: region) {
      return key
    }
    if let key = InstanceUsage.key(
      service: service, usage: usage, operation: operation, attributes: attributes)
    {
      return key
    }
    // Storage of other engines bears the same usage types.
    let engine = attributes["databaseengine"] ?? ""
    if service == "AmazonRDS", !["", "Any", "PostgreSQL"].contains(engine) { return nil }
    return all.first {
      $0.service == service && $0.usage == usage
        && ($0.operation.map { operation.hasPrefix($0) } ?? true)
    }?.key
  }

  /// Bytes to another Region: some keys name both ends, the others where the bytes come from.
  ///
  /// - Returns: `nil` for the pairs that the table has.
  private static func interRegionKey(_ usage: String, from region: String) -> String? {
    let target = usage.prefix { $0 != "-" }
    switch (region, target) {
    case ("us-east-1", "USW2"), ("us-east-1", "USE2"): return nil
    case ("us-west-2", "USE1"): return "dt.usw2_to_use1"
    case ("us-east-2", "USE1"): return "dt.inter_region.us_east"
    default: return "dt.inter_region.other"
    }
  }

  /// Names of FOCUS exports, and product codes that differ between the two kinds of files.
  private static let aliases: [String: String] = [
    "AWS Fargate": "AmazonECS", "Amazon Elastic Container Service": "AmazonECS",
    "AWS Lambda": "AWSLambda", "Amazon Relational Database Service": "AmazonRDS",
    "Amazon ElastiCache": "AmazonElastiCache", "Amazon Simple Storage Service": "AmazonS3",
    "Amazon Elastic Compute Cloud": "AmazonEC2", "Amazon Virtual Private Cloud": "AmazonVPC",
    "Elastic Load Balancing": "AWSELB", "AmazonELB": "AWSELB", "AWS WAF": "awswaf",
    "AWS Data Transfer": "AWSDataTransfer", "Amazon CloudWatch": "AmazonCloudWatch",
    "AWS Secrets Manager": "AWSSecretsManager", "AWS Key Management Service": "awskms",
    "Amazon Elastic Container Registry": "AmazonECR",
    "Amazon EC2 Container Registry (ECR)": "AmazonECR", "Amazon Route 53": "AmazonRoute53",
    "Amazon Simple Queue Service": "AWSQueueService", "Amazon DynamoDB": "AmazonDynamoDB",
    "Amazon EventBridge": "AWSEvents", "Amazon CloudFront": "AmazonCloudFront",
  ]
}
