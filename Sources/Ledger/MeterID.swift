/// The name of something AWS counts, with the smallest unit it is counted in.
///
/// Simulation writes readings under these ids and Billing prices them; it is all that the two
/// share. Variants (architecture, instance class, storage class …) are part of `MeterKey`.
package struct MeterID: Sendable, Hashable, Comparable {
  package let name: String
  /// The smallest billed unit: readings are whole multiples of it.
  package let unit: MeterUnit

  private init(_ name: String, _ unit: MeterUnit) {
    self.name = name
    self.unit = unit
  }

  package static func < (a: MeterID, b: MeterID) -> Bool { a.name < b.name }
}

/// The integer unit that a meter counts in.
package enum MeterUnit: String, Sendable, CaseIterable {
  /// 1/1024 vCPU for one millisecond.
  case cpuUnitMilliseconds = "CPU-unit·ms"
  /// One mebibyte for one millisecond.
  case megabyteMilliseconds = "MB·ms"
  /// One thing (instance, gateway, address, seat) in existence for one millisecond.
  case itemMilliseconds = "item·ms"
  /// One thing billed for a started clock hour.
  case itemHours = "item·h"
  /// One byte kept for one second.
  case byteSeconds = "byte·s"
  case bytes = "bytes"
  /// Requests, events, objects, connections, evaluations.
  case count = "count"
}

extension MeterID {
  // Fargate. Resource: the service. Variants: x86, arm, spot.x86, spot.arm.
  package static let fargateCPU = MeterID("fargate.vcpu", .cpuUnitMilliseconds)
  package static let fargateMemory = MeterID("fargate.memory", .megabyteMilliseconds)
  /// Only what exceeds the included 20 GB.
  package static let fargateEphemeral = MeterID("fargate.ephemeral", .megabyteMilliseconds)
  package static let ecrStorage = MeterID("ecr.storage", .byteSeconds)
  package static let secrets = MeterID("secretsmanager.secrets", .itemMilliseconds)
  package static let secretCalls = MeterID("secretsmanager.api", .count)
  package static let kmsKeys = MeterID("kms.keys", .itemMilliseconds)
  package static let kmsRequests = MeterID("kms.requests", .count)

  // Lambda. Resource: the function. Variants: x86, arm; of requests and duration of functions with
  // provisioned concurrency: x86.provisioned, arm.provisioned.
  package static let lambdaRequests = MeterID("lambda.requests", .count)
  package static let lambdaDuration = MeterID("lambda.duration", .megabyteMilliseconds)
  /// Only what exceeds the included 512 MB.
  package static let lambdaEphemeral = MeterID("lambda.ephemeral", .megabyteMilliseconds)
  /// Environments kept ready, whether they run or not.
  package static let lambdaProvisioned = MeterID(
    "lambda.provisioned_concurrency", .megabyteMilliseconds)
  /// Variants: custom, aws, replay.
  package static let eventBridgeEvents = MeterID("eventbridge.events", .count)
  /// Bytes put into archives, and kept there.
  package static let eventBridgeArchived = MeterID("eventbridge.archived", .bytes)
  package static let eventBridgeArchive = MeterID("eventbridge.archive", .byteSeconds)
  package static let eventBridgeDiscovery = MeterID("eventbridge.schema_discovery", .count)

  // RDS. Variants of instances: `<class>.single` or `<class>.multi`, as in `db.r6g.xlarge.multi`.
  package static let rdsInstance = MeterID("rds.instance", .itemMilliseconds)
  /// Provisioned storage; variants: gp3.single, gp3.multi (and gp2.…).
  package static let rdsStorage = MeterID("rds.storage", .byteSeconds)
  /// Backup storage kept; the free allowance (provisioned storage, pooled per Region) is a billing
  /// rule.
  package static let rdsBackup = MeterID("rds.backup", .byteSeconds)
  /// Bytes of backups copied to another Region, metered in the source Region.
  package static let rdsBackupTransfer = MeterID("rds.backup_transfer", .bytes)

  /// IOPS and MB/s above what the storage includes; variants such as gp3.iops.single.
  package static let rdsIOPS = MeterID("rds.iops", .itemMilliseconds)
  package static let rdsThroughput = MeterID("rds.throughput", .itemMilliseconds)
  /// CPU that queries use, for the utilisation of an instance; its time is not what is paid for.
  package static let rdsCPU = MeterID("rds.cpu", .cpuUnitMilliseconds)
  /// CPU of burstable classes beyond what their credits pay.
  package static let rdsCPUCredits = MeterID("rds.cpu_credits", .cpuUnitMilliseconds)

  /// Variants: yr1_2, yr3, for how long after the end of standard support.
  package static let rdsExtendedSupport = MeterID("rds.extended_support", .cpuUnitMilliseconds)
  /// Database Insights in advanced mode.
  package static let rdsInsights = MeterID("rds.database_insights", .cpuUnitMilliseconds)

  // ElastiCache. Variants of nodes: `<class>.<engine>`, as in `cache.r6g.large.redis`.
  package static let elastiCacheNode = MeterID("elasticache.node", .itemHours)
  /// Nodes that are billed by the second.
  package static let elastiCacheNodeTime = MeterID("elasticache.node_time", .itemMilliseconds)
  package static let elastiCacheBackup = MeterID("elasticache.backup", .byteSeconds)

  // S3. Resource: the bucket. Variants of storage: standard, glacier_flexible, …; of requests:
  // standard.put, standard.get, …, crr.put; of transitions: the destination class.
  package static let s3Storage = MeterID("s3.storage", .byteSeconds)
  package static let s3Requests = MeterID("s3.requests", .count)
  package static let s3Transitions = MeterID("s3.transitions", .count)
  /// Objects that Intelligent-Tiering watches.
  package static let s3Monitoring = MeterID("s3.monitoring", .itemMilliseconds)
  /// Variants such as standard_ia and glacier_flexible.bulk.
  package static let s3Retrieval = MeterID("s3.retrieval", .bytes)
  /// What restoring objects from Glacier costs beside their bytes; variants as of retrieval.
  package static let s3RetrievalRequests = MeterID("s3.retrieval_requests", .count)
  /// Bytes replicated under Replication Time Control.
  package static let s3ReplicationTime = MeterID("s3.replication_time_control", .bytes)
  package static let s3ReplicationTransfer = MeterID("s3.replication_transfer", .bytes)

  package static let ebsStorage = MeterID("ebs.storage", .byteSeconds)
  /// IOPS and MB/s above what the volume includes; variants: gp3, io1.
  package static let ebsIOPS = MeterID("ebs.iops", .itemMilliseconds)
  package static let ebsThroughput = MeterID("ebs.throughput", .itemMilliseconds)

  // Application Load Balancer; LCUs are derived per hour from the four dimensions, bytes of Lambda
  // targets weighing more than those of tasks.
  package static let albHours = MeterID("alb.hours", .itemHours)
  package static let albNewConnections = MeterID("alb.new_connections", .count)
  /// Open connections summed over the minutes of the hour.
  package static let albActiveConnectionMinutes = MeterID("alb.active_connection_minutes", .count)
  package static let albProcessedBytes = MeterID("alb.processed_bytes", .bytes)
  package static let albLambdaBytes = MeterID("alb.lambda_bytes", .bytes)
  package static let albRuleEvaluations = MeterID("alb.rule_evaluations", .count)
  package static let wafWebACLs = MeterID("waf.web_acls", .itemMilliseconds)
  package static let wafRules = MeterID("waf.rules", .itemMilliseconds)
  package static let wafRequests = MeterID("waf.requests", .count)
  /// Requests once for every 500 capacity units of the ACL above 1,500.
  package static let wafExtraRequests = MeterID("waf.extra_requests", .count)
  package static let wafBotControl = MeterID("waf.bot_control", .itemMilliseconds)
  package static let wafBotRequests = MeterID("waf.bot_requests", .count)

  // Data transfer.
  package static let natHours = MeterID("nat.hours", .itemHours)
  package static let natBytes = MeterID("nat.bytes", .bytes)
  package static let publicIPv4 = MeterID("vpc.public_ipv4", .itemMilliseconds)
  package static let internetEgress = MeterID("transfer.internet_egress", .bytes)
  /// Bytes that cross a zone boundary; AWS bills the sending and the receiving side.
  package static let interAZ = MeterID("transfer.inter_az", .bytes)
  /// Resource names the sender; variant: `use1_to_usw2`.
  package static let interRegion = MeterID("transfer.inter_region", .bytes)
  package static let interfaceEndpointHours = MeterID("vpc.endpoint_hours", .itemHours)
  package static let interfaceEndpointBytes = MeterID("vpc.endpoint_bytes", .bytes)
  /// Gateway endpoints for S3 and DynamoDB, which are free.
  package static let gatewayEndpointHours = MeterID("vpc.gateway_endpoint_hours", .itemHours)
  // CloudFront, which has no Region. Variants of requests: http, https; of plans: pro, business, …
  package static let cloudFrontEgress = MeterID("cloudfront.egress", .bytes)
  package static let cloudFrontRequests = MeterID("cloudfront.requests", .count)
  package static let cloudFrontOrigin = MeterID("cloudfront.origin", .bytes)
  package static let cloudFrontPlan = MeterID("cloudfront.plan", .itemMilliseconds)
  /// Variants: aws, external.
  package static let route53HealthChecks = MeterID("route53.health_checks", .itemMilliseconds)
  package static let route53Zones = MeterID("route53.zones", .itemMilliseconds)
  package static let route53Queries = MeterID("route53.queries", .count)
  /// Variants: pro, business.
  package static let cloudflarePlan = MeterID("cloudflare.plan", .itemMilliseconds)

  // CloudWatch. Variants of alarms: standard, high_res.
  package static let cloudWatchLogsIngest = MeterID("cloudwatch.logs_ingest", .bytes)
  package static let cloudWatchLogsStorage = MeterID("cloudwatch.logs_storage", .byteSeconds)
  package static let cloudWatchInsights = MeterID("cloudwatch.insights", .bytes)
  package static let cloudWatchMetrics = MeterID("cloudwatch.metrics", .itemMilliseconds)
  package static let containerInsights = MeterID("cloudwatch.container_insights", .itemMilliseconds)
  package static let cloudWatchAlarms = MeterID("cloudwatch.alarms", .itemMilliseconds)
  package static let cloudWatchDashboards = MeterID("cloudwatch.dashboards", .itemMilliseconds)

  package static let cloudWatchRequests = MeterID("cloudwatch.requests", .count)

  // Better Stack. Variants of the plan: nano.
  package static let betterStackPlan = MeterID("betterstack.plan", .itemMilliseconds)
  package static let betterStackResponders = MeterID("betterstack.responders", .itemMilliseconds)
  package static let betterStackIngest = MeterID("betterstack.ingest", .bytes)
  /// Logs kept beyond the bundle, and metrics kept.
  package static let betterStackRetention = MeterID("betterstack.retention", .byteSeconds)
  package static let betterStackMetrics = MeterID("betterstack.metrics", .byteSeconds)

  /// Every meter, in the order of the bill; each must have a price rule in Billing.
  package static let all: [MeterID] = [
    fargateCPU, fargateMemory, fargateEphemeral, ecrStorage, secrets, secretCalls, kmsKeys,
    kmsRequests, lambdaRequests, lambdaDuration, lambdaEphemeral, lambdaProvisioned,
    eventBridgeEvents, eventBridgeArchived, eventBridgeArchive, eventBridgeDiscovery, rdsInstance,
    rdsStorage, rdsBackup, rdsBackupTransfer, rdsIOPS, rdsThroughput, rdsCPU, rdsCPUCredits,
    rdsExtendedSupport, rdsInsights, elastiCacheNode, elastiCacheNodeTime, elastiCacheBackup,
    s3Storage, s3Requests, s3Transitions, s3Monitoring, s3Retrieval, s3RetrievalRequests,
    s3ReplicationTransfer, s3ReplicationTime, ebsStorage, ebsIOPS, ebsThroughput, albHours,
    albNewConnections, albActiveConnectionMinutes, albProcessedBytes, albLambdaBytes,
    albRuleEvaluations, wafWebACLs, wafRules, wafRequests, wafExtraRequests, wafBotControl,
    wafBotRequests, natHours, natBytes, publicIPv4, internetEgress, interAZ, interRegion,
    interfaceEndpointHours, interfaceEndpointBytes, gatewayEndpointHours, cloudFrontEgress,
    cloudFrontRequests, cloudFrontOrigin, cloudFrontPlan, route53HealthChecks, route53Zones,
    route53Queries, cloudflarePlan, cloudWatchLogsIngest, cloudWatchLogsStorage,
    cloudWatchInsights, cloudWatchMetrics, containerInsights, cloudWatchAlarms,
    cloudWatchDashboards, cloudWatchRequests, betterStackPlan, betterStackResponders,
    betterStackIngest, betterStackRetention, betterStackMetrics,
  ]

  /// The meter of that name, for readers of stored ledgers.
  package static func named(_ name: String) -> MeterID? { all.first { $0.name == name } }
}
