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
    ("APE1", "ap-east-1"), ("SAE1", "sa-east-1"), ("MES1", "me-south-1"), ("AFS1", "af-south-1"),
  ]

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
