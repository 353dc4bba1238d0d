internal import Ledger

/// Bytes that leave: to the internet, to another zone, to another Region.
///
/// The first 100 GB to the internet are free each month for the account, whatever sends them; the
/// tiers count what exceeds them.
enum DataTransferMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .internetEgress, service: .dataTransfer, noun: "internet-egress",
      price: .always("dt.internet_egress"), allowance: .freeTier("dt.internet_egress.free")),
    DirectMeter(
      meter: .interAZ, service: .dataTransfer, noun: "inter-az", price: .always("dt.inter_az"),
      times: 2, note: "billed to the sending and to the receiving side"),
    DirectMeter(
      meter: .interRegion, service: .dataTransfer, noun: "inter-region",
      price: .pattern(prefix: "dt.", such: ["use1_to_usw2", "use1_to_use2"])),
  ]
}
