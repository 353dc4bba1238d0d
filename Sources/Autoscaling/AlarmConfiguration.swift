/// A CloudWatch metric alarm on one metric of the service.
package struct AlarmConfiguration: Sendable, Hashable {
  package enum Comparison: String, Sendable, CaseIterable {
    case greaterThanThreshold = "GreaterThanThreshold"
    case greaterThanOrEqualToThreshold = "GreaterThanOrEqualToThreshold"
    case lessThanThreshold = "LessThanThreshold"
    case lessThanOrEqualToThreshold = "LessThanOrEqualToThreshold"

    /// The alarm asks for more capacity: it fires on high values.
    package var isHigh: Bool {
      self == .greaterThanThreshold || self == .greaterThanOrEqualToThreshold
    }
  }

  /// `AlarmHigh`, `AlarmLow` for target tracking; the user's name otherwise.
  package var name: String
  package var metric: ScalingMetric
  package var comparison: Comparison
  package var threshold: Double
  /// Minutes that are compared, at least one.
  package var evaluationPeriods: Int
  /// Breaching minutes among them that raise the alarm, at least one.
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
