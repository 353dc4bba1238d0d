internal import Simulation
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
      "Mean duration of an invocation, billed in whole milliseconds."),
    KeySchema(
      "invocations", VolumeSection.count, .required, "Invocations by month, by request, or both."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    LambdaFunction(
      name: name, region: region,
      architecture: CPUArchitecture(terraform: object.text("architectures")),
      memoryMB: object.integer("memory_size"), duration: object.duration("duration"),
      invocations: object.volume("invocations"))
  }
}
