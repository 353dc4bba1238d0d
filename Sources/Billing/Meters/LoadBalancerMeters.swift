internal import Ledger

/// An Application Load Balancer: the started hours, and capacity units from four dimensions.
enum LoadBalancerMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .albHours, service: .elasticLoadBalancing, noun: "hours",
      price: .always("elb.alb.hour")),
    LoadBalancerCapacityMeter(),
  ]
}
