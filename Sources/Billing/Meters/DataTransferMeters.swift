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
      price: .pattern(prefix: "dt.", such: ["use1_to_usw2", "use1_to_use2"]), otherwise: toRegion),
  ]

  /// Where the list has no price for two Regions: the one from there to us-east-1 and us-east-2, or to
  /// any other Region.
  ///
  /// - Parameter pair: such as `euw1_to_use1`.
  static let toRegion: @Sendable (String) -> [SKUName] = { pair in
    guard pair.contains("_to_") else { return [] }
    let isToEast = pair.hasSuffix("_to_use1") || pair.hasSuffix("_to_use2")
    return (isToEast ? [SKUName("dt.inter_region.us_east")] : [])
      + [SKUName("dt.inter_region.other")]
  }

  /// The price of a copy to another Region: one for the pairs that the list knows, and the Region's
  /// own transfer elsewhere.
  static func copies(_ key: String) -> SKUChoice {
    .derived(such: ["", "use1_to_usw2"]) { pair in
      pair.isEmpty || pair.contains("_to_") ? SKUName(key) : nil
    }
  }
}
