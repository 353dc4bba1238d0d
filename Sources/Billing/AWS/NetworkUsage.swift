/// Load balancers, gateways, addresses, transfer, names and the CDN.
///
/// Bytes to the internet appear in bills under the service that sent them.
enum NetworkUsage {
  static let types: [UsageType] = balancers + firewall + gateways + transfer + edge

  // EC2's own offers list load balancers, too.
  private static let balancers = ["AWSELB", "AmazonEC2"].flatMap { service in
    [
      UsageType(
        service, "LoadBalancerUsage", operation: "LoadBalancing:Application", "elb.alb.hour"),
      UsageType(service, "LCUUsage", operation: "LoadBalancing:Application", "elb.alb.lcu"),
      UsageType(service, "LoadBalancerUsage", operation: "LoadBalancing:Network", "elb.nlb.hour"),
      UsageType(service, "LCUUsage", operation: "LoadBalancing:Network", "elb.nlb.nlcu"),
    ]
  }

  private static let firewall = [
    UsageType("awswaf", "WebACLV2", "waf.web_acl"),
    UsageType("awswaf", "RuleV2", "waf.rule"),
    UsageType("awswaf", "RequestV2-Tier1", "waf.requests"),
  ]

  private static let gateways = ["AmazonEC2", "AmazonVPC"].flatMap { service in
    [
      UsageType(service, "NatGateway-Hours", "vpc.nat.hour"),
      UsageType(service, "NatGateway-Bytes", "vpc.nat.gb"),
      UsageType(service, "PublicIPv4:InUseAddress", "vpc.public_ipv4"),
      UsageType(service, "PublicIPv4:IdleAddress", "vpc.public_ipv4"),
      UsageType(service, "VpcEndpoint-Hours", "vpc.endpoint.interface.hour"),
      UsageType(service, "VpcEndpoint-Bytes", "vpc.endpoint.interface.gb"),
      UsageType(service, "TransitGateway-Hours", "vpc.tgw.attachment"),
      UsageType(service, "TransitGateway-Bytes", "vpc.tgw.gb"),
    ]
  }

  private static let senders = [
    "AWSDataTransfer", "AmazonEC2", "AmazonVPC", "AWSELB", "AmazonECS", "AmazonS3", "AWSLambda",
    "AmazonRDS",
  ]

  private static let transfer = senders.flatMap { service in
    [
      UsageType(service, "DataTransfer-Out-Bytes", "dt.internet_egress"),
      UsageType(service, "DataTransfer-In-Bytes", "dt.ingress"),
      UsageType(service, "DataTransfer-Regional-Bytes", "dt.inter_az"),
      UsageType(service, "USW2-AWS-Out-Bytes", "dt.use1_to_usw2"),
      UsageType(service, "USE2-AWS-Out-Bytes", "dt.use1_to_use2"),
    ]
  }

  private static let edge = [
    UsageType("AmazonRoute53", "HostedZone", "route53.zone"),
    UsageType("AmazonRoute53", "DNS-Queries", "route53.queries"),
    UsageType("AmazonRoute53", "LBR-Queries", "route53.queries.latency"),
    UsageType("AmazonRoute53", "Geo-Queries", "route53.queries.geo"),
    UsageType("AmazonRoute53", "Health-Check-AWS", "route53.health_check.aws"),
    UsageType("AmazonRoute53", "Health-Check-Non-AWS", "route53.health_check.external"),
    UsageType("AmazonCloudFront", "US-DataTransfer-Out-Bytes", "cloudfront.egress"),
    UsageType("AmazonCloudFront", "US-Requests-Tier1", "cloudfront.http"),
    UsageType("AmazonCloudFront", "US-Requests-Tier2-HTTPS", "cloudfront.https"),
    UsageType("AmazonCloudFront", "US-DataTransfer-Out-OBytes", "cloudfront.origin"),
    UsageType("AmazonCloudFront", "Invalidations", "cloudfront.invalidation"),
  ]
}
