package import Ledger
internal import Units

/// An AWS WAF web ACL: the ACL, its rules, and the requests it inspects.
package struct WebACL: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var rules: Int64
  package var requests: LoadVolume
  /// Capacity units; above 1,500 requests cost more.
  package var capacityUnits: Int64 = 0
  package var hasBotControl = false

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
    let steps = max(0, capacityUnits - 1500).ceilingDivided(by: 500)
    let counts = requests.readings(load: load, calendar: ledger.calendar)
    for (hour, count) in counts.enumerated() where steps > 0 && count > 0 {
      ledger.add(
        count * steps, to: MeterKey(.wafExtraRequests, resource: name, region: region), hour: hour)
    }
    if hasBotControl {
      ledger.addItems(1, to: MeterKey(.wafBotControl, resource: name, region: region))
      ledger.addVolume(
        requests, load: load, to: MeterKey(.wafBotRequests, resource: name, region: region))
    }
  }
}
