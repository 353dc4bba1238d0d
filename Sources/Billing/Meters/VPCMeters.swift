internal import Ledger

/// NAT gateways, public IPv4 addresses and interface endpoints: what a VPC costs by the hour.
enum VPCMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .natHours, line: .dataTransfer, noun: "hours", price: .always("vpc.nat.hour")),
    DirectMeter(
      meter: .natBytes, line: .dataTransfer, noun: "processed", price: .always("vpc.nat.gb")),
    DirectMeter(
      meter: .publicIPv4, line: .dataTransfer, noun: "public-ipv4",
      price: .always("vpc.public_ipv4")),
    DirectMeter(
      meter: .interfaceEndpointHours, line: .dataTransfer, noun: "endpoint-hours",
      price: .always("vpc.endpoint.interface.hour")),
    DirectMeter(
      meter: .interfaceEndpointBytes, line: .dataTransfer, noun: "endpoint-processed",
      price: .always("vpc.endpoint.interface.gb")),
    DirectMeter(
      meter: .gatewayEndpointHours, line: .dataTransfer, noun: "gateway-endpoint-hours",
      price: .always("vpc.endpoint.gateway")),
  ]
}
