internal import Ledger

/// Events on EventBridge buses: custom ones are paid for, those of AWS services are free.
enum EventBridgeMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .eventBridgeEvents, line: .lambda, noun: "events",
      price: .byVariant([
        ("custom", SKUName("eventbridge.events.custom")),
        ("aws", SKUName("eventbridge.events.aws")),
      ]))
  ]
}
