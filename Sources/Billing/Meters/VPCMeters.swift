internal import Ledger

/// NAT gateways, public IPv4 addresses and interface endpoints: what a VPC costs by the hour.
enum VPCMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .natHours, service: .vpc, noun: "hours", price: .always("vpc.nat.hour")),
    DirectMeter(
      meter: .natBytes, service: .vpc, noun: "processed", price: .always("vpc.nat.gb")),
    DirectMeter(
      meter: .publicIPv4, service: .vpc, noun: "public-ipv4",
      price: .always("vpc.public_ipv4")),
    DirectMeter(
      meter: .interfaceEndpointHours, service: .vpc, noun: "endpoint-hours",
      price: .always("vpc.endpoint.interface.hour")),
    DirectMeter(
      meter: .interfaceEndpointBytes, service: .vpc, noun: "endpoint-processed",
      price: .always("vpc.endpoint.interface.gb")),
    DirectMeter(
      meter: .gatewayEndpointHours, service: .vpc, noun: "gateway-endpoint-hours",
      price: .always("vpc.endpoint.gateway")),
  ]
}
