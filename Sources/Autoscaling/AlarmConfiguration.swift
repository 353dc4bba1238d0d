/// A CloudWatch metric alarm on one metric of the service.
package struct AlarmConfiguration: Sendable, Hashable {
  package enum Comparison: String, Sendable {
    case greaterThanThreshold = "GreaterThanThreshold"
    case greaterThanOrEqualToThreshold = "GreaterThanOrEqualToThreshold"
    case lessThanThreshold = "LessThanThreshold"
    case lessThanOrEqualToThreshold = "LessThanOrEqualToThreshold"
  }

  /// `AlarmHigh`, `AlarmLow` for target tracking; the user's name otherwise.
  package var name: String
  package var metric: ScalingMetric
  package var comparison: Comparison
  package var threshold: Double
  package var evaluationPeriods: Int
  package var datapointsToAlarm: Int
  package var treatMissingData: MissingDataTreatment

  package init(
    name: String, metric: ScalingMetric, comparison: Comparison, threshold: Double,
    evaluationPeriods: Int, datapointsToAlarm: Int, treatMissingData: MissingDataTreatment
  ) {
    self.name = name
    self.metric = metric
    self.comparison = comparison
    self.threshold = threshold
    self.evaluationPeriods = evaluationPeriods
    self.datapointsToAlarm = datapointsToAlarm
    self.treatMissingData = treatMissingData
  }
}

/// The service metric that an alarm watches.
package enum ScalingMetric: String, Sendable, CaseIterable {
  /// `ECSServiceAverageCPUUtilization`, percent.
  case cpu
  /// `ALBRequestCountPerTarget`, requests per target and minute.
  case requestCountPerTarget = "alb_request_count_per_target"
}

package enum MissingDataTreatment: String, Sendable, CaseIterable {
  case missing, ignore, breaching, notBreaching
}
