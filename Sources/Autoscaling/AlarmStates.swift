/// States that alarms have when a run or a recording begins; `nil` for INSUFFICIENT_DATA.
package struct AlarmStates: Sendable, Hashable {
  package var high: AlarmState?
  package var low: AlarmState?

  package init(high: AlarmState? = nil, low: AlarmState? = nil) {
    self.high = high
    self.low = low
  }
}
