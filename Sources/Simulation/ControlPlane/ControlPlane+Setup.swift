internal import Ledger
internal import Units

extension ControlPlane where Tasks: ~Copyable {
  /// What a run is made of beside its plane and its tasks.
  struct Setup {
    var configuration: ServiceConfiguration
    let calendar: LedgerCalendar
    let key: RunKey
    var recording: Recording?
    var forecasts: ForecastSource?
    /// Off for runs of which only the usage is wanted: nothing is kept for a timeline.
    var keepsTimeline = true
    /// Called whenever a minute is over.
    var minutePassed: (@Sendable () -> Void)?
    /// What it goes on from; `nil` for a service that begins with its initial tasks and no past.
    var start: StartState?
  }
}
