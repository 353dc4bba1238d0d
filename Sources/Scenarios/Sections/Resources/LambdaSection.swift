internal import Ledger
internal import Resources
internal import Units

/// `resources.aws_lambda_function`.
enum LambdaSection: ResourceSection {
  static let key = "aws_lambda_function"
  static let doc = "Lambda functions."

  static let schema = ObjectSchema([
    KeySchema("memory_size", .integer(128...10240), .required, "Memory in MB."),
    KeySchema(
      "architectures", .choice(["x86_64", "arm64"]), .defaults("x86_64"),
      "Architecture of the function."),
    KeySchema(
      "duration", .duration(.milliseconds(1)...(.seconds(900))), .required,
      "Mean billed duration of an invocation, initialisation included; in whole milliseconds."),
    KeySchema(
      "invocations", VolumeSection.count, .required, "Invocations by month, by request, or both."),
    KeySchema(
      "ephemeral_storage", .integer(512...10240), .defaults("512"),
      "Storage of `/tmp` in MB; 512 are included."),
    KeySchema(
      "provisioned_concurrency", .integer(0...100_000), .defaults("0"),
      "Environments kept ready. Invocations run in them as far as their time in each hour reaches;"
        + " the free allowances do not hold for such a function."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var function = LambdaFunction(
      name: name, region: region,
      architecture: CPUArchitecture(terraform: object.text("architectures")),
      memoryMB: object.integer("memory_size"), duration: object.duration("duration"),
      invocations: object.volume("invocations"))
    function.ephemeralMB = object.integer("ephemeral_storage")
    function.provisionedConcurrency = object.integer("provisioned_concurrency")
    return function
  }
}
