package import Ledger

/// An ElastiCache replication group: every node of every shard, by started clock hours or by the
/// second.
///
/// Nodes are shards × (1 + replicas). Each daily snapshot is a full one and is kept for the days of
/// retention; one snapshot of each cluster is free (ElastiCache pricing, "Backup storage").
package struct CacheCluster: UsageSource, Hashable {
  package var name: String
  package var region: String
  /// Such as `cache.r6g.large`.
  package var nodeType: String
  /// `redis` or `valkey`.
  package var engine: String
  package var shards: Int64
  package var replicasPerShard: Int64
  /// Days of retention; 0 for no snapshots.
  package var snapshotDays: Int64 = 0
  /// One snapshot of the whole cluster.
  package var snapshotBytes: Int64 = 0
  /// Whether nodes are billed by the second in place of the started hour.
  package var isBilledBySecond = false
  /// What it is asked for; `nil` where nothing is known of it.
  package var content: CacheContent? = nil

  package init(
    name: String, region: String, nodeType: String, engine: String, shards: Int64,
    replicasPerShard: Int64
  ) {
    self.name = name
    self.region = region
    self.nodeType = nodeType
    self.engine = engine
    self.shards = shards
    self.replicasPerShard = replicasPerShard
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    let nodes = shards * (1 + replicasPerShard)
    let variant = "\(nodeType).\(engine)"
    if isBilledBySecond {
      ledger.addItems(
        nodes, to: MeterKey(.elastiCacheNodeTime, resource: name, variant: variant, region: region))
    } else {
      ledger.addItemHours(
        nodes, to: MeterKey(.elastiCacheNode, resource: name, variant: variant, region: region))
    }
    ledger.addStored(
      bytes: snapshotBytes * max(0, snapshotDays - 1),
      to: MeterKey(.elastiCacheBackup, resource: name, region: region))
  }
}
