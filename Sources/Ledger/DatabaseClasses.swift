/// What the names of database classes say.
package enum DatabaseClasses {
  /// The vCPUs of `db.r6g.xlarge`; `nil` for a size that is not known.
  ///
  /// All Graviton classes up to `large` have two, `xlarge` four, and so on (AWS, "DB instance
  /// classes").
  package static func vcpus(of instanceClass: String) -> Int64? {
    guard let size = instanceClass.split(separator: ".").last else { return nil }
    switch size {
    case "micro", "small", "medium", "large": return 2
    case "xlarge": return 4
    default:
      guard size.hasSuffix("xlarge"), let times = Int64(size.dropLast("xlarge".count)),
        (1...64).contains(times)
      else { return nil }
      return times * 4
    }
  }

  /// Of an instance's variant: `db.r6g.xlarge.multi`.
  package static func vcpus(ofVariant variant: String) -> Int64? {
    variant.lastIndex(of: ".").flatMap { vcpus(of: String(variant[..<$0])) }
  }
}
