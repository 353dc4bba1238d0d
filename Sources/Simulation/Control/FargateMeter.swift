internal import Ledger
internal import Units

/// Turns the lives of a service's tasks into Fargate's meter readings.
///
/// AWS bills a task's CPU and memory size from the start of its image pull until it stops, rounded
/// up to a second, one minute at least; 20 GB of ephemeral storage are included. Source: AWS
/// Fargate pricing page, "Pricing details"; prices reference section 1.
struct FargateMeter {
  static let minimumSeconds: Int64 = 60
  static let includedStorageGB = 20

  private(set) var usage: UsageLedger
  /// Billed seconds of all tasks.
  private(set) var taskSeconds: Int64 = 0
  private let configuration: ServiceConfiguration

  init(_ configuration: ServiceConfiguration, calendar: LedgerCalendar) {
    self.configuration = configuration
    usage = UsageLedger(calendar: calendar)
  }

  /// Records a task that was billed from `start` and has stopped at `end`; one that stopped before
  /// its image pull costs nothing.
  mutating func stopped(
    _ provider: CapacityProviderStrategyItem.Provider, from start: SimTime, to end: SimTime
  ) {
    guard start < end else { return }
    bill(provider, from: start, seconds: max(Self.minimumSeconds, Self.seconds(end - start)))
  }

  /// Records a task that lives on after the period's end; its minimum belongs to what follows.
  mutating func cut(
    _ provider: CapacityProviderStrategyItem.Provider, from start: SimTime, to end: SimTime
  ) {
    guard start < end else { return }
    bill(provider, from: start, seconds: Self.seconds(end - start))
  }

  private static func seconds(_ duration: SimDuration) -> Int64 {
    duration.nanoseconds.ceilingDivided(by: 1_000_000_000)
  }

  /// Splits the billed time over the clock hours; what rounding pushes beyond the period stays in
  /// its last hour, so that the hours add up to whole seconds.
  private mutating func bill(
    _ provider: CapacityProviderStrategyItem.Provider, from start: SimTime, seconds: Int64
  ) {
    taskSeconds += seconds
    let calendar = usage.calendar
    var left = seconds * 1000
    var hour = calendar.hourIndex(of: start)
    var from = start
    while left > 0 {
      let next = calendar.startOfHour(hour + 1).seconds(since: calendar.period.start)
      let nextHour = SimTime.start + .seconds(next)
      let available = (nextHour - from).nanoseconds.ceilingDivided(by: 1_000_000)
      let isLast = hour + 1 == calendar.hourCount
      let part = isLast ? left : min(left, available)
      record(part, hour: hour, provider: provider)
      left -= part
      hour += 1
      from = nextHour
    }
  }

  private mutating func record(
    _ milliseconds: Int64, hour: Int, provider: CapacityProviderStrategyItem.Provider
  ) {
    let architecture = configuration.architecture.rawValue
    let variant = provider == .fargateSpot ? "spot.\(architecture)" : architecture
    func add(_ size: Int, to meter: MeterID) {
      let key = MeterKey(
        meter, resource: configuration.name, variant: variant, region: configuration.region)
      usage.add(milliseconds * Int64(size), to: key, hour: hour)
    }
    add(configuration.cpuUnits, to: .fargateCPU)
    add(configuration.memoryMB, to: .fargateMemory)
    let storageGB = configuration.ephemeralStorageGB - Self.includedStorageGB
    if storageGB > 0 { add(storageGB * 1024, to: .fargateEphemeral) }
  }
}
