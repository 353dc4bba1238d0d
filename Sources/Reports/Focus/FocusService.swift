internal import Billing

/// What FOCUS calls a service: its name, its subcategory, and the kind of resource (focus reference
/// section 3).
struct FocusService: Sendable {
  let name: String
  let subcategory: FocusSubcategory
  let resourceType: String
  /// Who provides, publishes and invoices it.
  let provider: String

  private init(
    _ name: String, _ subcategory: FocusSubcategory, _ resourceType: String,
    provider: String = "AWS"
  ) {
    self.name = name
    self.subcategory = subcategory
    self.resourceType = resourceType
    self.provider = provider
  }

  /// The service of a price record; charges of no AWS service are their vendor's.
  static func of(_ sku: SKU) -> FocusService { known[sku.service] ?? other }

  private static let other = FocusService("AWS", .other, "Other")

  private static let known: [String: FocusService] = [
    "fargate": FocusService("AWS Fargate", .containers, "ECS Service"),
    "ecr": FocusService("Amazon Elastic Container Registry", .containers, "Repository"),
    "lambda": FocusService("AWS Lambda", .serverless, "Function"),
    "eventbridge": FocusService("Amazon EventBridge", .messaging, "Event Bus"),
    "rds_postgres": FocusService(
      "Amazon Relational Database Service", .relationalDatabases, "DB Instance"),
    "elasticache": FocusService("Amazon ElastiCache", .caching, "Cache Cluster"),
    "s3": FocusService("Amazon Simple Storage Service", .objectStorage, "Bucket"),
    "ebs": FocusService("Amazon Elastic Block Store", .blockStorage, "Volume"),
    "elb": FocusService("Elastic Load Balancing", .applicationNetworking, "Load Balancer"),
    "vpc": FocusService("Amazon Virtual Private Cloud", .connectivity, "VPC Resource"),
    "data_transfer": FocusService("AWS Data Transfer", .connectivity, "Data Transfer"),
    "route53": FocusService("Amazon Route 53", .routing, "Hosted Zone"),
    "cloudfront": FocusService("Amazon CloudFront", .contentDelivery, "Distribution"),
    "waf": FocusService("AWS WAF", .networkSecurity, "Web ACL"),
    "secretsmanager": FocusService("AWS Secrets Manager", .secrets, "Secret"),
    "kms": FocusService("AWS Key Management Service", .secrets, "Key"),
    "cloudwatch": FocusService("Amazon CloudWatch", .observability, "CloudWatch Resource"),
    "savings_plans": FocusService("AWS Savings Plans", .other, "Savings Plan"),
    "betterstack": FocusService(
      "Better Stack", .observability, "Plan", provider: "Better Stack"),
    "cloudflare": FocusService("Cloudflare", .contentDelivery, "Plan", provider: "Cloudflare"),
  ]
}
