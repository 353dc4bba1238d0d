internal import Resources
internal import Units

/// `resources.aws_s3_bucket.NAME.objects`.
enum ObjectFlowSection {
  /// Classes that a rule may move objects to.
  static let classes = [
    "standard_ia", "onezone_ia", "intelligent", "glacier_ir", "glacier_flexible", "deep_archive",
  ]

  static let schema = ObjectSchema(
    [
      KeySchema(
        "writes", VolumeSection.data, .required, "Bytes written; each object is a PUT as well."),
      KeySchema(
        "object_size", .decimal(DecimalRange(0, 5_368_709_120, excludingLower: true)), .required,
        "Mean size of an object in KB (binary)."),
      KeySchema(
        "history_days", .integer(0...36_500), .defaults("0"),
        "Days that the bucket has been written to like this before the period."),
      KeySchema(
        "replaced_share", .decimal(DecimalRange(0, 1)), .defaults("0"),
        "Share of what is written that takes the place of an older version."),
      KeySchema(
        "replaced_after_days", .integer(1...36_500), .defaults("1"),
        "Age in days at which a version is replaced."),
      KeySchema("versioning", .boolean, .defaults("false"), "Old versions are kept."),
      KeySchema(
        "noncurrent_days", .integer(1...36_500), .optional,
        "Days that an old version is kept with `versioning`; absent: for good."),
      KeySchema(
        "transitions", .map(keys: .choice(classes), of: .integer(0...36_500)), .optional,
        "Age in days at which lifecycle rules move objects, by destination class."),
      KeySchema(
        "expiration_days", .integer(1...36_500), .optional,
        "Age in days at which objects are deleted; absent: never."),
      KeySchema(
        "transition_small_objects", .boolean, .defaults("false"),
        "Whether rules move objects below 128 KB, as they did before September 2024."),
      KeySchema(
        "accessed_share", .decimal(DecimalRange(0, 1)), .defaults("0"),
        "Share of the bytes in Intelligent-Tiering that are read at least once a month."),
    ],
    rules: [checkAges])

  /// IA classes take objects of 30 days and more; versions need versioning.
  private static func checkAges(_ object: CheckedObject, _ report: inout RuleReport) {
    for entry in object.map("transitions") {
      guard case .integer(let days) = entry.value else { continue }
      if ["standard_ia", "onezone_ia"].contains(entry.name), days < 30 {
        report.add(
          "\(report.key("transitions")).\(entry.name) must be 30 days or more, not \(days)",
          at: entry.place)
      }
    }
    if object.integerIfSet("noncurrent_days") != nil, object.booleanIfSet("versioning") != true {
      report.add(
        "\(report.key("noncurrent_days")) needs `versioning: true`",
        at: object.place(of: "noncurrent_days"))
    }
  }

  static func flow(_ object: CheckedObject) -> ObjectFlow {
    let size = object.decimal("object_size").trillionths * 1024 / Decimal12.one
    var flow = ObjectFlow(
      writes: object.volume("writes"), objectBytes: max(1, Int64(clamping: size)))
    flow.historyDays = object.integer("history_days")
    flow.replacedShare = object.decimal("replaced_share")
    flow.replacedAfterDays = object.integer("replaced_after_days")
    flow.noncurrentDays = object.boolean("versioning") ? object.integerIfSet("noncurrent_days") : 0
    flow.rules = object.map("transitions").compactMap { entry in
      guard case .integer(let days) = entry.value else { return nil }
      return ObjectFlow.Rule(days: days, storageClass: entry.name)
    }
    flow.expirationDays = object.integerIfSet("expiration_days")
    flow.movesSmallObjects = object.boolean("transition_small_objects")
    flow.accessedShare = object.decimal("accessed_share")
    return flow
  }
}
