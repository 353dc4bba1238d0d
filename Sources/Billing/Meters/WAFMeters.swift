internal import Ledger

/// WAF in front of the load balancer.
///
/// Requests cost more for each 500 capacity units of the web ACL above 1,500; bot control is a
/// subscription and requests with ten million free each month (prices reference section 1).
enum WAFMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .wafWebACLs, service: .waf, noun: "web-acls", price: .always("waf.web_acl")),
    DirectMeter(
      meter: .wafRules, service: .waf, noun: "rules", price: .always("waf.rule")),
    DirectMeter(
      meter: .wafRequests, service: .waf, noun: "requests", price: .always("waf.requests")),
    DirectMeter(
      meter: .wafExtraRequests, service: .waf, noun: "extra-capacity",
      price: .always("waf.requests.extra_wcu")),
    DirectMeter(
      meter: .wafBotControl, service: .waf, noun: "bot-control",
      price: .always("waf.bot_control")),
    DirectMeter(
      meter: .wafBotRequests, service: .waf, noun: "bot-requests",
      price: .always("waf.bot_control.requests")),
  ]
}
