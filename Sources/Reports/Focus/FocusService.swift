internal import Billing

/// What FOCUS calls a service: its name, its one category, a subcategory under that, and the kind of
/// resource (focus reference section 3).
struct FocusService: Sendable {
  let name: String
  let category: String
  let subcategory: String
  let resourceType: String
  /// Who provides, publishes and invoices it.
  var provider = "AWS"

  /// The service of a price record; charges of no AWS service are their vendor's.
  static func of(_ sku: SKU) -> FocusService { known[sku.service] ?? other }

  private static let other = FocusService(
    name: "AWS", category: "Other", subcategory: "Other (Other)", resourceType: "Other")

  private static let known: [String: FocusService] = [
    "fargate": FocusService(
      name: "AWS Fargate", category: "Compute", subcategory: "Containers",
      resourceType: "ECS Service"),
    "ecr": FocusService(
      name: "Amazon Elastic Container Registry", category: "Compute", subcategory: "Containers",
      resourceType: "Repository"),
    "lambda": FocusService(
      name: "AWS Lambda", category: "Compute", subcategory: "Serverless Compute",
      resourceType: "Function"),
    "eventbridge": FocusService(
      name: "Amazon EventBridge", category: "Integration", subcategory: "Messaging",
      resourceType: "Event Bus"),
    "rds_postgres": FocusService(
      name: "Amazon Relational Database Service", category: "Databases",
      subcategory: "Relational Databases", resourceType: "DB Instance"),
    "elasticache": FocusService(
      name: "Amazon ElastiCache", category: "Databases", subcategory: "Caching",
      resourceType: "Cache Cluster"),
    "s3": FocusService(
      name: "Amazon Simple Storage Service", category: "Storage", subcategory: "Object Storage",
      resourceType: "Bucket"),
    "ebs": FocusService(
      name: "Amazon Elastic Block Store", category: "Storage", subcategory: "Block Storage",
      resourceType: "Volume"),
    "elb": FocusService(
      name: "Elastic Load Balancing", category: "Networking",
      subcategory: "Application Networking", resourceType: "Load Balancer"),
    "vpc": FocusService(
      name: "Amazon Virtual Private Cloud", category: "Networking",
      subcategory: "Network Connectivity", resourceType: "VPC Resource"),
    "data_transfer": FocusService(
      name: "AWS Data Transfer", category: "Networking", subcategory: "Network Connectivity",
      resourceType: "Data Transfer"),
    "route53": FocusService(
      name: "Amazon Route 53", category: "Networking", subcategory: "Network Routing",
      resourceType: "Hosted Zone"),
    "cloudfront": FocusService(
      name: "Amazon CloudFront", category: "Networking", subcategory: "Content Delivery",
      resourceType: "Distribution"),
    "waf": FocusService(
      name: "AWS WAF", category: "Networking", subcategory: "Network Security",
      resourceType: "Web ACL"),
    "secretsmanager": FocusService(
      name: "AWS Secrets Manager", category: "Security", subcategory: "Secret Management",
      resourceType: "Secret"),
    "kms": FocusService(
      name: "AWS Key Management Service", category: "Security", subcategory: "Secret Management",
      resourceType: "Key"),
    "cloudwatch": FocusService(
      name: "Amazon CloudWatch", category: "Management and Governance",
      subcategory: "Observability", resourceType: "CloudWatch Resource"),
    "savings_plans": FocusService(
      name: "AWS Savings Plans", category: "Other", subcategory: "Other (Other)",
      resourceType: "Savings Plan"),
    "betterstack": FocusService(
      name: "Better Stack", category: "Management and Governance", subcategory: "Observability",
      resourceType: "Plan", provider: "Better Stack"),
    "cloudflare": FocusService(
      name: "Cloudflare", category: "Networking", subcategory: "Content Delivery",
      resourceType: "Plan", provider: "Cloudflare"),
  ]
}
