internal import Simulation

/// `resources.aws_cloudwatch_event_bus`.
enum EventBusSection: ResourceSection {
  static let key = "aws_cloudwatch_event_bus"
  static let doc = "EventBridge buses."

  static let schema = ObjectSchema([
    KeySchema(
      "custom_events", VolumeSection.count, .optional, "Custom and partner events published."),
    KeySchema(
      "aws_events", VolumeSection.count, .optional, "Events of AWS services, which are free."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var bus = EventBus(name: name, region: region)
    bus.customEvents = object.volume("custom_events")
    bus.awsEvents = object.volume("aws_events")
    return bus
  }
}
