internal import Resources
internal import Units

/// `resources.cloudwatch_monitoring`.
enum MonitoringSection: ResourceSection {
  static let key = "cloudwatch_monitoring"
  static let doc = "CloudWatch metrics, alarms and dashboards."

  static let schema = ObjectSchema([
    KeySchema("custom_metrics", .integer(0...1000000), .defaults("0"), "Custom metrics."),
    KeySchema(
      "high_resolution_metrics", .integer(0...1000000), .defaults("0"),
      "Metrics of 10 or 20 seconds, which cost what custom ones do; a service that scales on "
        + "20-second metrics has two, CPU and memory."),
    KeySchema(
      "container_insights_metrics", .integer(0...1000000), .defaults("0"),
      "Metrics of Container Insights with enhanced observability."),
    KeySchema(
      "standard_alarms", .integer(0...1000000), .defaults("0"),
      "Metrics watched by alarms of standard resolution, those of target tracking included."),
    KeySchema(
      "high_resolution_alarms", .integer(0...1000000), .defaults("0"),
      "Metrics watched by alarms of high resolution."),
    KeySchema("composite_alarms", .integer(0...1000000), .defaults("0"), "Composite alarms."),
    KeySchema(
      "anomaly_alarms", .integer(0...1000000), .defaults("0"),
      "Metrics watched by alarms of anomaly detection, standard resolution."),
    KeySchema(
      "api_requests", VolumeSection.count, .optional,
      "Requests to the API other than GetMetricData; a million a month are free."),
    KeySchema("dashboards", .integer(0...1000000), .defaults("0"), "Dashboards; three are free."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var monitoring = Monitoring(name: name, region: region)
    monitoring.customMetrics = object.integer("custom_metrics")
    monitoring.containerInsightsMetrics = object.integer("container_insights_metrics")
    monitoring.standardAlarms = object.integer("standard_alarms")
    monitoring.highResolutionAlarms = object.integer("high_resolution_alarms")
    monitoring.highResolutionMetrics = object.integer("high_resolution_metrics")
    monitoring.compositeAlarms = object.integer("composite_alarms")
    monitoring.anomalyAlarms = object.integer("anomaly_alarms")
    monitoring.requests = object.volume("api_requests")
    monitoring.dashboards = object.integer("dashboards")
    return monitoring
  }
}
