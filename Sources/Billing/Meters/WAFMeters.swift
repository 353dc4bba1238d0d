internal import Ledger

/// WAF in front of the load balancer, up to 1,500 capacity units a web ACL.
enum WAFMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .wafWebACLs, line: .loadBalancer, noun: "web-acls", price: .always("waf.web_acl")),
    DirectMeter(
      meter: .wafRules, line: .loadBalancer, noun: "rules", price: .always("waf.rule")),
    DirectMeter(
      meter: .wafRequests, line: .loadBalancer, noun: "requests", price: .always("waf.requests")),
  ]
}
