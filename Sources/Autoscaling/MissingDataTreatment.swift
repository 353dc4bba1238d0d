/// What an alarm makes of minutes without a point; raw values are CloudWatch's own.
package enum MissingDataTreatment: String, Sendable, CaseIterable {
  case missing, ignore, breaching, notBreaching
}
