internal import Ledger

/// An Application Load Balancer: the started hours, and capacity units from four dimensions.
enum LoadBalancerMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .albHours, line: .loadBalancer, noun: "hours", price: .always("elb.alb.hour")),
    LoadBalancerCapacityMeter(),
  ]
}
