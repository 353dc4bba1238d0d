internal import Ledger

/// EventBridge: custom and replayed events are paid for, those of AWS services are free; archives
/// are paid for by what goes in and by what is kept; schema discovery by the event.
enum EventBridgeMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .eventBridgeEvents, service: .eventBridge, noun: "events",
      price: .byVariant([
        ("custom", SKUName("eventbridge.events.custom")),
        ("replay", SKUName("eventbridge.events.custom")),
        ("aws", SKUName("eventbridge.events.aws")),
      ])),
    DirectMeter(
      meter: .eventBridgeArchived, service: .eventBridge, noun: "archived",
      price: .always("eventbridge.archive.processing")),
    DirectMeter(
      meter: .eventBridgeArchive, service: .eventBridge, noun: "archive",
      price: .always("eventbridge.archive.storage")),
    DirectMeter(
      meter: .eventBridgeDiscovery, service: .eventBridge, noun: "schema-discovery",
      price: .always("eventbridge.schema_discovery")),
  ]
}
