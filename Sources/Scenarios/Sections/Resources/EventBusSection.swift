internal import Resources
internal import Units

/// `resources.aws_cloudwatch_event_bus`.
enum EventBusSection: ResourceSection {
  static let key = "aws_cloudwatch_event_bus"
  static let doc = "EventBridge buses."

  static let schema = ObjectSchema([
    KeySchema(
      "custom_events", VolumeSection.count, .optional, "Custom and partner events published."),
    KeySchema(
      "event_size", .decimal(DecimalRange(0, 1024)), .defaults("0"),
      "Mean size of a custom event in KB (binary); each started 64 KB count as one event."),
    KeySchema(
      "aws_events", VolumeSection.count, .optional, "Events of AWS services, which are free."),
    KeySchema(
      "replayed_events", VolumeSection.count, .optional,
      "Events replayed from the archive, each paid for like a custom one."),
    KeySchema(
      "discovered_events", VolumeSection.count, .optional, "Events that schema discovery reads."),
    KeySchema("archive", .object(archive), .optional, "An archive of events; absent: none."),
  ])

  private static let archive = ObjectSchema([
    KeySchema("data", VolumeSection.data, .required, "Bytes put into the archive."),
    KeySchema(
      "retention_in_days", .integer(1...36_500), .optional,
      "Days that events are kept; absent: for good."),
    KeySchema(
      "history_days", .integer(0...36_500), .defaults("0"),
      "Days that events have been archived like this before the period."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var bus = EventBus(name: name, region: region)
    bus.customEvents = object.volume("custom_events")
    bus.awsEvents = object.volume("aws_events")
    let kilobytes = object.decimal("event_size").trillionths
    bus.eventBytes = Int64(clamping: (kilobytes * 1024).ceilingDivided(by: Decimal12.one))
    bus.replayedEvents = object.volume("replayed_events")
    bus.discoveredEvents = object.volume("discovered_events")
    if let archive = object.objectIfSet("archive") {
      bus.archived = archive.volume("data")
      bus.archiveDays = archive.integerIfSet("retention_in_days")
      bus.archiveHistoryDays = archive.integer("history_days")
    }
    return bus
  }
}
