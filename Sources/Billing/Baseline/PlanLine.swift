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
}
