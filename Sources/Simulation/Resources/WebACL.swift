package import Ledger

/// An AWS WAF web ACL: the ACL, its rules, and the requests it inspects.
package struct WebACL: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var rules: Int64
  package var requests: LoadVolume

  package init(name: String, region: String, rules: Int64, requests: LoadVolume) {
    self.name = name
    self.region = region
    self.rules = rules
    self.requests = requests
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(1, to: MeterKey(.wafWebACLs, resource: name, region: region))
    ledger.addItems(rules, to: MeterKey(.wafRules, resource: name, region: region))
    ledger.addVolume(
      requests, load: load, to: MeterKey(.wafRequests, resource: name, region: region))
  }
}
