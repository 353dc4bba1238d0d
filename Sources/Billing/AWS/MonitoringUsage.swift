/// CloudWatch logs, metrics, alarms and dashboards.
enum MonitoringUsage {
  static let types: [UsageType] = [
    UsageType("AmazonCloudWatch", "DataProcessing-Bytes", "cw.logs.ingest"),
    UsageType("AmazonCloudWatch", "DataProcessingIA-Bytes", "cw.logs.ingest_ia"),
    UsageType("AmazonCloudWatch", "VendedLog-Bytes", "cw.logs.vended"),
    UsageType("AmazonCloudWatch", "TimedStorage-ByteHrs", "cw.logs.storage"),
    UsageType("AmazonCloudWatch", "DataScanned-Bytes", "cw.logs.insights"),
    UsageType("AmazonCloudWatch", "CW:MetricMonitorUsage", "cw.metrics.custom"),
    UsageType("AmazonCloudWatch", "CW:AlarmMonitorUsage", "cw.alarm.standard"),
    UsageType("AmazonCloudWatch", "CW:HighResAlarmMonitorUsage", "cw.alarm.high_res"),
    UsageType("AmazonCloudWatch", "CW:CompositeAlarmMonitorUsage", "cw.alarm.composite"),
    UsageType("AmazonCloudWatch", "CW:Requests", "cw.api"),
    UsageType("AmazonCloudWatch", "CW:GMD-Metrics", "cw.api"),
    UsageType("AmazonCloudWatch", "DashboardsUsageHour", "cw.dashboard"),
    UsageType("AmazonCloudWatch", "DashboardsUsageHour-Basic", "cw.dashboard"),
    UsageType("AmazonCloudWatch", "CW:Canary-runs", "cw.canary"),
  ]
}
