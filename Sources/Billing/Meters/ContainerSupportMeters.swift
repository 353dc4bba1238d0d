internal import Ledger

/// What tasks need beside their compute: images in ECR, secrets, keys.
enum ContainerSupportMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .ecrStorage, service: .ecr, noun: "ecr-storage", price: .always("ecr.storage")),
    DirectMeter(
      meter: .secrets, service: .secretsManager, noun: "secrets",
      price: .always("secretsmanager.secret")),
    DirectMeter(
      meter: .secretCalls, service: .secretsManager, noun: "secret-calls",
      price: .always("secretsmanager.api")),
    DirectMeter(meter: .kmsKeys, service: .kms, noun: "kms-keys", price: .always("kms.key")),
    DirectMeter(
      meter: .kmsRequests, service: .kms, noun: "kms-requests",
      price: .byVariant([
        ("", SKUName("kms.requests")), ("asymmetric", SKUName("kms.requests.asymmetric")),
      ]),
      allowance: .freeTier("kms.requests.free", onlyVariant: "")),
  ]
}
