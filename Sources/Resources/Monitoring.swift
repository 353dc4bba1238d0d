package import Ledger

/// CloudWatch metrics, alarms and dashboards.
///
/// Alarms are counted by the metrics they watch. The alarm pairs that target tracking makes are counted
/// like any other and must be part of the number.
package struct Monitoring: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var customMetrics: Int64 = 0
  /// Of 10 or 20 seconds; they cost what others do.
  package var highResolutionMetrics: Int64 = 0
  package var containerInsightsMetrics: Int64 = 0
  package var standardAlarms: Int64 = 0
  package var highResolutionAlarms: Int64 = 0
  package var compositeAlarms: Int64 = 0
  /// Metrics watched by anomaly detection.
  package var anomalyAlarms: Int64 = 0
  /// Requests to the API that the free allowance covers.
  package var requests: LoadVolume = LoadVolume()
  package var dashboards: Int64 = 0

  package init(name: String, region: String) {
    self.name = name
    self.region = region
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    func key(_ meter: MeterID, _ variant: String = "") -> MeterKey {
      MeterKey(meter, resource: name, variant: variant, region: region)
    }
    ledger.addItems(customMetrics, to: key(.cloudWatchMetrics))
    ledger.addItems(highResolutionMetrics, to: key(.cloudWatchMetrics, "high_resolution"))
    ledger.addItems(compositeAlarms, to: key(.cloudWatchAlarms, "composite"))
    ledger.addItems(anomalyAlarms, to: key(.cloudWatchAlarms, "anomaly_standard"))
    ledger.addVolume(requests, load: load, to: key(.cloudWatchRequests))
    ledger.addItems(containerInsightsMetrics, to: key(.containerInsights))
    ledger.addItems(standardAlarms, to: key(.cloudWatchAlarms, "standard"))
    ledger.addItems(highResolutionAlarms, to: key(.cloudWatchAlarms, "high_res"))
    ledger.addItems(dashboards, to: key(.cloudWatchDashboards))
  }
}
