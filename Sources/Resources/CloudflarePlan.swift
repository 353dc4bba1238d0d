package import Ledger

/// Domains on a paid Cloudflare plan.
package struct CloudflarePlan: UsageSource, Hashable {
  package var name: String
  /// `pro` or `business`.
  package var plan: String
  package var domains: Int64

  package init(name: String, plan: String, domains: Int64) {
    self.name = name
    self.plan = plan
    self.domains = domains
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(
      domains, to: MeterKey(.cloudflarePlan, resource: name, variant: plan, region: "global"))
  }
}
