internal import Kernel
internal import Ledger
internal import Units

/// How the start of a task goes: the times that it takes, whether it fails, and whether the task is
/// protected then.
///
/// Each task has its own streams, so that the times of one do not depend on how many others there were
/// draws for.
struct TaskStart {
  private let settings: TaskStartSettings
  private let calendar: LedgerCalendar
  private let key: RunKey

  init(_ settings: TaskStartSettings, calendar: LedgerCalendar, key: RunKey) {
    self.settings = settings
    self.calendar = calendar
    self.key = key
  }

  /// What a new task does from RUNNING on; `nil` for nothing.
  var boot: BootLoad? { settings.boot }

  /// The start of a task's image pull, from which it is billed, and when it is RUNNING.
  func times(of id: TaskID, launch: SimTime) -> (pull: SimTime, running: SimTime) {
    var stream = key.stream("task start", "\(id.index)")
    let factor = stream.lognormalFactor(sigma: settings.sigma)
    let pull = launch + SimDuration(seconds: settings.provisioning.inSeconds * factor)
    let pullSeconds = settings.imageMB * settings.pullSecondsPerMB * factor
    return (pull, pull + SimDuration(seconds: pullSeconds))
  }

  /// Whether a task that would now be RUNNING ends before it is.
  func fails(_ task: FleetTask, at now: SimTime) -> Bool {
    guard !settings.failures.isEmpty else { return false }
    let time = calendar.period.start.advanced(
      bySeconds: now.nanoseconds.floorDivided(by: 1_000_000_000))
    let failures = settings.failures.filter { $0.holds(at: time) }
    guard let share = failures.map(\.share).max() else { return false }
    var stream = key.stream("start failure", "\(task.id.index)/\(task.failedLaunches)")
    return stream.uniform() < share
  }

  /// Until when a task that is RUNNING now is kept from scale-in.
  func protection(of id: TaskID, at now: SimTime) -> SimTime? {
    guard let protection = settings.scaleInProtection else { return nil }
    var stream = key.stream("scale-in protection", "\(id.index)")
    return stream.uniform() < protection.share ? now + protection.duration : nil
  }
}

/// From a task's launch until it is RUNNING.
struct TaskStartSettings {
  /// Network interface and placement, before the image pull.
  let provisioning: SimDuration
  let imageMB: Double
  let pullSecondsPerMB: Double
  /// Of a lognormal factor on provisioning and pull.
  let sigma: Double
  let failures: [StartFailures]
  /// What a new task does for its start from RUNNING on; `nil` for nothing.
  let boot: BootLoad?
  let scaleInProtection: ScaleInProtection?

  init(_ configuration: ServiceConfiguration) {
    let times = configuration.lifeCycle
    provisioning = times.provisioning
    imageMB = times.imageMB
    pullSecondsPerMB = times.pullSecondsPerMB
    sigma = times.startSigma
    failures = times.startFailures
    boot = times.bootLoad
    scaleInProtection = configuration.scaleInProtection
  }
}
