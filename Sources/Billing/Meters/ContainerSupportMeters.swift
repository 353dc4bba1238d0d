internal import Ledger

/// What the plan forgot beside the tasks: images in ECR, secrets, keys.
enum ContainerSupportMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .ecrStorage, line: .fargate, noun: "ecr-storage", price: .always("ecr.storage")),
    DirectMeter(
      meter: .secrets, line: .fargate, noun: "secrets", price: .always("secretsmanager.secret")),
    DirectMeter(
      meter: .secretCalls, line: .fargate, noun: "secret-calls",
      price: .always("secretsmanager.api")),
    DirectMeter(meter: .kmsKeys, line: .fargate, noun: "kms-keys", price: .always("kms.key")),
    DirectMeter(
      meter: .kmsRequests, line: .fargate, noun: "kms-requests",
      price: .byVariant([
        ("", SKUName("kms.requests")), ("asymmetric", SKUName("kms.requests.asymmetric")),
      ]),
      allowance: .freeTier("kms.requests.free", onlyVariant: "")),
  ]
}
