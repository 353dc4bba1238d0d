package import Ledger

/// Better Stack: a plan's bundle, responder seats, and the bytes of telemetry sent there.
package struct BetterStack: UsageSource, Hashable {
  package var name: String
  /// `free`, `nano`, or `nano.annual`.
  package var plan: String
  package var responders: Int64 = 0
  package var ingest: LoadVolume = LoadVolume()
  package var respondersArePaidAnnually = false
  /// Bytes of logs kept beyond the bundle, and of metrics kept, all the time.
  package var retainedBytes: Int64 = 0
  package var metricBytes: Int64 = 0

  package init(name: String, plan: String) {
    self.name = name
    self.plan = plan
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(
      1, to: MeterKey(.betterStackPlan, resource: name, variant: plan, region: "global"))
    ledger.addItems(
      responders,
      to: MeterKey(
        .betterStackResponders, resource: name, variant: respondersArePaidAnnually ? "annual" : "",
        region: "global"))
    ledger.addStored(
      bytes: retainedBytes,
      to: MeterKey(.betterStackRetention, resource: name, region: "global"))
    ledger.addStored(
      bytes: metricBytes, to: MeterKey(.betterStackMetrics, resource: name, region: "global"))
    ledger.addVolume(
      ingest, load: load, to: MeterKey(.betterStackIngest, resource: name, region: "global"))
  }
}
