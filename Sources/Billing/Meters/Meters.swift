/// Every meter rule, in the order in which a line lists its components.
package enum Meters {
  package static let all: [any MeterRule] =
    FargateMeters.rules + ContainerSupportMeters.rules + LambdaMeters.rules
    + EventBridgeMeters.rules + RDSMeters.rules + ElastiCacheMeters.rules + S3Meters.rules
    + EBSMeters.rules + LoadBalancerMeters.rules + WAFMeters.rules + VPCMeters.rules
    + DataTransferMeters.rules + CloudFrontMeters.rules + Route53Meters.rules
    + CloudflareMeters.rules
    + CloudWatchMeters.rules + BetterStackMeters.rules
}
