/// The services that a bill groups usage by, in the order in which bills list them.
///
/// The raw value is the id that files and commands use. `title` is the name that AWS Cost Explorer
/// shows, or the vendor's where it is none of AWS's.
package enum BilledService: String, Sendable, CaseIterable {
  case ecs
  case ecr
  case secretsManager = "secrets-manager"
  case kms
  case lambda
  case eventBridge = "eventbridge"
  case rds
  case elastiCache = "elasticache"
  case s3
  case ebs
  case elasticLoadBalancing = "elastic-load-balancing"
  case waf
  case vpc
  case dataTransfer = "data-transfer"
  case cloudFront = "cloudfront"
  case route53 = "route-53"
  case cloudflare
  case cloudWatch = "cloudwatch"
  case betterStack = "betterstack"
  case dynamoDB = "dynamodb"
  case sqs
  case backup
  case savingsPlans = "savings-plans"

  package var title: String { facts.title }

  /// The service of a price, by the first part of its key; `nil` where none is known.
  package init?(priceKey: String) {
    let prefix = priceKey.prefix { $0 != "." }
    guard let service = Self.byPrefix[prefix] else { return nil }
    self = service
  }

  private static let byPrefix: [Substring: BilledService] = Dictionary(
    uniqueKeysWithValues: allCases.flatMap { service in
      service.facts.prefixes.map { (Substring($0), service) }
    })

  /// Its name, and how keys of its prices begin.
  private var facts: (title: String, prefixes: [String]) {
    switch self {
    case .ecs: ("Amazon Elastic Container Service", ["fargate", "fargate_spot"])
    case .ecr: ("Amazon Elastic Container Registry", ["ecr"])
    case .secretsManager: ("AWS Secrets Manager", ["secretsmanager"])
    case .kms: ("AWS Key Management Service", ["kms"])
    case .lambda: ("AWS Lambda", ["lambda"])
    case .eventBridge: ("Amazon EventBridge", ["eventbridge"])
    case .rds: ("Amazon Relational Database Service", ["rds"])
    case .elastiCache: ("Amazon ElastiCache", ["elasticache"])
    case .s3: ("Amazon Simple Storage Service", ["s3"])
    case .ebs: ("Amazon Elastic Block Store", ["ebs"])
    case .elasticLoadBalancing: ("Elastic Load Balancing", ["elb"])
    case .waf: ("AWS WAF", ["waf"])
    case .vpc: ("Amazon Virtual Private Cloud", ["vpc"])
    case .dataTransfer: ("AWS Data Transfer", ["dt"])
    case .cloudFront: ("Amazon CloudFront", ["cloudfront"])
    case .route53: ("Amazon Route 53", ["route53"])
    case .cloudflare: ("Cloudflare", ["cloudflare"])
    case .cloudWatch: ("Amazon CloudWatch", ["cw"])
    case .betterStack: ("Better Stack", ["betterstack"])
    case .dynamoDB: ("Amazon DynamoDB", ["dynamodb"])
    case .sqs: ("Amazon Simple Queue Service", ["sqs"])
    case .backup: ("AWS Backup", ["backup"])
    case .savingsPlans: ("Savings Plans for AWS Compute usage", ["compute_savings_plan"])
    }
  }
}
