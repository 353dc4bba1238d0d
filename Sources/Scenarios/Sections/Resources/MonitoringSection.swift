internal import Simulation
internal import Units

/// `resources.cloudwatch_monitoring`.
enum MonitoringSection: ResourceSection {
  static let key = "cloudwatch_monitoring"
  static let doc = "CloudWatch metrics, alarms and dashboards."

  static let schema = ObjectSchema([
    KeySchema("custom_metrics", .integer(0...1000000), .defaults("0"), "Custom metrics."),
    KeySchema(
      "container_insights_metrics", .integer(0...1000000), .defaults("0"),
      "Metrics of Container Insights with enhanced observability."),
    KeySchema(
      "standard_alarms", .integer(0...1000000), .defaults("0"),
      "Metrics watched by alarms of standard resolution, those of target tracking included."),
    KeySchema(
      "high_resolution_alarms", .integer(0...1000000), .defaults("0"),
      "Metrics watched by alarms of high resolution."),
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
    monitoring.dashboards = object.integer("dashboards")
    return monitoring
  }
}
