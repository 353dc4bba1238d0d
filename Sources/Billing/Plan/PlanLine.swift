/// The ten lines of the infrastructure plan, in its order.
package enum PlanLine: String, Sendable, CaseIterable {
  case fargate = "ecs-fargate"
  case lambda
  case rds = "rds-postgresql"
  case elastiCache = "elasticache-redis"
  case s3
  case ebs
  case dataTransfer = "data-transfer"
  case loadBalancer = "load-balancer"
  case cloudWatch = "cloudwatch"
  case betterStack = "betterstack"

  /// The services whose usage stands in the line.
  package var services: [BilledService] {
    switch self {
    case .fargate: [.ecs, .ecr, .secretsManager, .kms, .savingsPlans]
    case .lambda: [.lambda, .eventBridge]
    case .rds: [.rds]
    case .elastiCache: [.elastiCache]
    case .s3: [.s3]
    case .ebs: [.ebs]
    case .dataTransfer: [.vpc, .dataTransfer, .cloudFront, .route53, .cloudflare]
    case .loadBalancer: [.elasticLoadBalancing, .waf]
    case .cloudWatch: [.cloudWatch]
    case .betterStack: [.betterStack]
    }
  }
}
