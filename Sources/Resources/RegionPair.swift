package import Ledger

extension MeterKey {
  /// Bytes sent between two Regions: metered, and billed, where they leave.
  ///
  /// The variant is made of the Regions' short names: `use1_to_usw2`.
  package static func interRegion(
    from source: String, to destination: String, sender: String
  ) -> MeterKey {
    MeterKey(
      .interRegion, resource: sender, variant: pair(from: source, to: destination), region: source)
  }

  /// The variant of a meter of bytes that are sent to one of several Regions.
  static func pair(from source: String, to destination: String) -> String {
    "\(short(source))_to_\(short(destination))"
  }

  /// `us-east-1` as `use1`: the first part, then the initial and number of the rest.
  private static func short(_ region: String) -> String {
    let parts = region.split(separator: "-")
    guard parts.count == 3 else { return region }
    return "\(parts[0])\(parts[1].prefix(1))\(parts[2])"
  }
}
