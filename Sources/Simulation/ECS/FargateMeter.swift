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

  /// Billed seconds of all tasks.
  private(set) var taskSeconds: Int64 = 0
  private let size: TaskSize
  private let calendar: LedgerCalendar
  /// Billed milliseconds of all tasks in each clock hour, by provider; empty for one without tasks.
  private var onDemand: [Int64] = []
  private var spot: [Int64] = []

  init(_ size: TaskSize, calendar: LedgerCalendar) {
    self.size = size
    self.calendar = calendar
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
    switch provider {
    case .fargate: Self.add(milliseconds, hour: hour, of: calendar.hourCount, to: &onDemand)
    case .fargateSpot: Self.add(milliseconds, hour: hour, of: calendar.hourCount, to: &spot)
    }
  }

  private static func add(
    _ milliseconds: Int64, hour: Int, of count: Int, to hours: inout [Int64]
  ) {
    if hours.isEmpty { hours = Array(repeating: 0, count: count) }
    hours[hour] += milliseconds
  }

  /// The readings of all tasks recorded so far: time × size.
  var usage: UsageLedger {
    var usage = UsageLedger(calendar: calendar)
    let architecture = size.architecture.rawValue
    let storageGB = max(0, size.ephemeralStorageGB - Self.includedStorageGB)
    for (hours, variant) in [(onDemand, architecture), (spot, "spot.\(architecture)")]
    where !hours.isEmpty {
      func add(_ amount: Int, to meter: MeterID) {
        guard amount > 0 else { return }
        let key = MeterKey(
          meter, resource: size.service, variant: variant, region: size.region)
        usage.add(hours.map { $0 * Int64(amount) }, to: key)
      }
      add(size.cpuUnits, to: .fargateCPU)
      add(size.memoryMB, to: .fargateMemory)
      add(storageGB * 1024, to: .fargateEphemeral)
    }
    return usage
  }
}

/// What Fargate sells a service's tasks by.
struct TaskSize {
  let service: String
  let region: String
  let cpuUnits: Int
  let memoryMB: Int
  let ephemeralStorageGB: Int
  let architecture: CPUArchitecture

  init(_ configuration: ServiceConfiguration) {
    service = configuration.name
    region = configuration.region
    cpuUnits = configuration.cpuUnits
    memoryMB = configuration.memoryMB
    ephemeralStorageGB = configuration.ephemeralStorageGB
    architecture = configuration.architecture
  }
}
