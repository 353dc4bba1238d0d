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
  static func of(_ sku: SKU) -> FocusService {
    guard let service = BilledService(priceKey: sku.key) else { return other }
    return FocusService(service)
  }

  private static let other = FocusService("AWS", .other, "Other")

  private init(_ service: BilledService) {
    let name = service.title
    switch service {
    case .ecs: self.init("AWS Fargate", .containers, "ECS Service")
    case .ecr: self.init(name, .containers, "Repository")
    case .lambda: self.init(name, .serverless, "Function")
    case .eventBridge: self.init(name, .messaging, "Event Bus")
    case .rds: self.init(name, .relationalDatabases, "DB Instance")
    case .elastiCache: self.init(name, .caching, "Cache Cluster")
    case .s3: self.init(name, .objectStorage, "Bucket")
    case .ebs: self.init(name, .blockStorage, "Volume")
    case .elasticLoadBalancing: self.init(name, .applicationNetworking, "Load Balancer")
    case .vpc: self.init(name, .connectivity, "VPC Resource")
    case .dataTransfer: self.init(name, .connectivity, "Data Transfer")
    case .route53: self.init(name, .routing, "Hosted Zone")
    case .cloudFront: self.init(name, .contentDelivery, "Distribution")
    case .waf: self.init(name, .networkSecurity, "Web ACL")
    case .secretsManager: self.init(name, .secrets, "Secret")
    case .kms: self.init(name, .secrets, "Key")
    case .cloudWatch: self.init(name, .observability, "CloudWatch Resource")
    case .dynamoDB: self.init(name, .noSQLDatabases, "Table")
    case .sqs: self.init(name, .messaging, "Queue")
    case .backup: self.init(name, .backupStorage, "Backup Vault")
    case .savingsPlans: self.init("AWS Savings Plans", .other, "Savings Plan")
    case .betterStack: self.init(name, .observability, "Plan", provider: name)
    case .cloudflare: self.init(name, .contentDelivery, "Plan", provider: name)
    }
  }
}
