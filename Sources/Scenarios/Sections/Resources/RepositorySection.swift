internal import Resources
internal import Units

/// `resources.aws_ecr_repository`.
enum RepositorySection: ResourceSection {
  static let key = "aws_ecr_repository"
  static let doc = "ECR repositories."

  static let schema = ObjectSchema([
    KeySchema(
      "storage", .decimal(DecimalRange(0, 1_000_000)), .required, "Compressed images kept, in GB.")
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    ImageRepository(name: name, region: region, bytes: object.bytes("storage"))
  }
}
