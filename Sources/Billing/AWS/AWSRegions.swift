/// AWS Regions and the short names that usage types begin with: `USE1-NatGateway-Hours`.
///
/// Source: AWS, "Understanding your usage reports", Region codes for billing.
enum AWSRegions {
  private static let prefixes: [(prefix: String, region: String)] = [
    ("USE1", "us-east-1"), ("USE2", "us-east-2"), ("USW1", "us-west-1"), ("USW2", "us-west-2"),
    ("CAN1", "ca-central-1"), ("EU", "eu-west-1"), ("EUW2", "eu-west-2"), ("EUW3", "eu-west-3"),
    ("EUC1", "eu-central-1"), ("EUN1", "eu-north-1"), ("EUS1", "eu-south-1"),
    ("APN1", "ap-northeast-1"), ("APN2", "ap-northeast-2"), ("APN3", "ap-northeast-3"),
    ("APS1", "ap-southeast-1"), ("APS2", "ap-southeast-2"), ("APS3", "ap-south-1"),
    ("EUC2", "eu-central-2"), ("EUS2", "eu-south-2"), ("APS5", "ap-south-2"),
    ("MEC1", "me-central-1"), ("UGW1", "us-gov-west-1"), ("UGE1", "us-gov-east-1"),
    ("APE1", "ap-east-1"), ("SAE1", "sa-east-1"), ("MES1", "me-south-1"), ("AFS1", "af-south-1"),
  ]

  /// The same for a usage type beside which the Region is stated: then a short name that nobody knows
  /// is one all the same.
  static func split(
    _ usageType: String, stated: String?
  ) -> (region: String, usage: String) {
    let known = split(usageType)
    guard let stated, known.usage == usageType, let dash = usageType.firstIndex(of: "-"),
      isShortName(usageType[..<dash])
    else { return (stated ?? known.region, known.usage) }
    return (stated, String(usageType[usageType.index(after: dash)...]))
  }

  /// Two or three capitals and a digit, as in `MXC1`.
  private static func isShortName(_ text: Substring) -> Bool {
    guard (3...4).contains(text.utf8.count), let last = text.utf8.last else { return false }
    return (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(last)
      && text.utf8.dropLast().allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }

  /// Whether `region` is one that usage types are known to name.
  static func isKnown(_ region: String) -> Bool { prefixes.contains { $0.region == region } }

  /// The Region that a usage type names and what is left of it.
  ///
  /// Usage types without a Region belong to us-east-1; some services write the whole name
  /// (`us-west-2-KMS-Keys`). The second of two Regions (`USE1-USW2-AWS-Out-Bytes`) stays.
  static func split(_ usageType: String) -> (region: String, usage: String) {
    if let dash = usageType.firstIndex(of: "-") {
      let head = String(usageType[..<dash])
      if let found = prefixes.first(where: { $0.prefix == head }) {
        return (found.region, String(usageType[usageType.index(after: dash)...]))
      }
    }
    for (_, region) in prefixes where usageType.hasPrefix(region + "-") {
      return (region, String(usageType.dropFirst(region.count + 1)))
    }
    return ("us-east-1", usageType)
  }
}
