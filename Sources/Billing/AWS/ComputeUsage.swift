/// Fargate in the price list of Amazon ECS.
enum FargateUsage {
  static let types: [UsageType] = [
    UsageType("AmazonECS", "Fargate-vCPU-Hours:perCPU", "fargate.x86.vcpu"),
    UsageType("AmazonECS", "Fargate-GB-Hours", "fargate.x86.gb"),
    UsageType("AmazonECS", "Fargate-ARM-vCPU-Hours:perCPU", "fargate.arm.vcpu"),
    UsageType("AmazonECS", "Fargate-ARM-GB-Hours", "fargate.arm.gb"),
    UsageType(
      "AmazonECS", "Fargate-EphemeralStorage-GB-Hours", "fargate.ephemeral_over_20gb"),
    UsageType("AmazonECS", "SpotUsage-Fargate-vCPU-Hours:perCPU", "fargate_spot.x86.vcpu"),
    UsageType("AmazonECS", "SpotUsage-Fargate-GB-Hours", "fargate_spot.x86.gb"),
    UsageType("AmazonECS", "SpotUsage-Fargate-ARM-vCPU-Hours:perCPU", "fargate_spot.arm.vcpu"),
    UsageType("AmazonECS", "SpotUsage-Fargate-ARM-GB-Hours", "fargate_spot.arm.gb"),
  ]
}

/// Lambda.
enum LambdaUsage {
  static let types: [UsageType] = [
    UsageType("AWSLambda", "Request", "lambda.requests"),
    UsageType("AWSLambda", "Request-ARM", "lambda.requests"),
    UsageType("AWSLambda", "Lambda-GB-Second", "lambda.x86.duration"),
    UsageType("AWSLambda", "Lambda-GB-Second-ARM", "lambda.arm.duration"),
    UsageType(
      "AWSLambda", "Lambda-Provisioned-Concurrency", "lambda.x86.provisioned_concurrency"),
    UsageType(
      "AWSLambda", "Lambda-Provisioned-Concurrency-ARM", "lambda.arm.provisioned_concurrency"),
    UsageType("AWSLambda", "Lambda-Provisioned-GB-Second", "lambda.x86.provisioned_duration"),
    UsageType("AWSLambda", "Lambda-Provisioned-GB-Second-ARM", "lambda.arm.provisioned_duration"),
    UsageType("AWSLambda", "Lambda-Storage-GB-Second", "lambda.ephemeral_over_512mb"),
  ]
}

/// Events, secrets, keys and images.
enum SupportUsage {
  static let types: [UsageType] = [
    UsageType("AWSEvents", "Event-64K-Chunks", "eventbridge.events.custom"),
    // The plural stands in bills, the singular in offer files.
    UsageType("AWSSecretsManager", "AWSSecretsManager-Secrets", "secretsmanager.secret"),
    UsageType("AWSSecretsManager", "AWSSecretsManager-Secret", "secretsmanager.secret"),
    UsageType("AWSSecretsManager", "AWSSecretsManagerAPIRequest", "secretsmanager.api"),
    UsageType("awskms", "KMS-Keys", "kms.key"),
    UsageType("awskms", "KMS-Requests", "kms.requests"),
    UsageType("awskms", "KMS-Requests-Asymmetric", "kms.requests.asymmetric"),
    UsageType("AmazonECR", "TimedStorage-ByteHrs", "ecr.storage"),
  ]
}
