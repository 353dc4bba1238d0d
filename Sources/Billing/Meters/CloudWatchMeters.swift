internal import Ledger

/// CloudWatch logs, metrics, alarms and dashboards.
///
/// The 5 GB of free logs a month are one allowance for ingestion, storage and Insights, used up in
/// that order.
enum CloudWatchMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .cloudWatchLogsIngest, service: .cloudWatch, noun: "logs-ingest",
      price: .byVariant([
        ("", SKUName("cw.logs.ingest")), ("infrequent", SKUName("cw.logs.ingest_ia")),
        ("vended", SKUName("cw.logs.vended")),
      ]), allowance: .freeTier("cw.free.logs")),
    DirectMeter(
      meter: .cloudWatchLogsStorage, service: .cloudWatch, noun: "logs-storage",
      price: .always("cw.logs.storage"), allowance: .freeTier("cw.free.logs")),
    DirectMeter(
      meter: .cloudWatchInsights, service: .cloudWatch, noun: "logs-insights",
      price: .always("cw.logs.insights"), allowance: .freeTier("cw.free.logs")),
    DirectMeter(
      meter: .cloudWatchMetrics, service: .cloudWatch, noun: "metrics",
      // Metrics of 20 seconds cost what others do, and are counted with them.
      price: .byVariant(
        ["", "high_resolution"].map { ($0, SKUName("cw.metrics.custom")) }),
      allowance: .freeTier("cw.free.metrics")),
    DirectMeter(
      meter: .containerInsights, service: .cloudWatch, noun: "container-insights",
      price: .always("cw.container_insights.enhanced")),
    DirectMeter(
      meter: .cloudWatchAlarms, service: .cloudWatch, noun: "alarms",
      price: .pattern(
        prefix: "cw.alarm.",
        such: ["standard", "high_res", "composite", "anomaly_standard", "anomaly_high_res"]),
      allowance: .freeTier("cw.free.alarms", onlyVariant: "standard")),
    DirectMeter(
      meter: .cloudWatchDashboards, service: .cloudWatch, noun: "dashboards",
      price: .always("cw.dashboard"), allowance: .freeTier("cw.free.dashboards")),
    DirectMeter(
      meter: .cloudWatchRequests, service: .cloudWatch, noun: "requests", price: .always("cw.api"),
      allowance: .freeTier("cw.free.api")),
  ]
}
