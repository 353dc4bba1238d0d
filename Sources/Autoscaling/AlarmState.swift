/// The state of a CloudWatch alarm; raw values are CloudWatch's own.
package enum AlarmState: String, Sendable, CaseIterable {
  case ok = "OK"
  case alarm = "ALARM"
  case insufficientData = "INSUFFICIENT_DATA"
}
