package import Ledger
package import Units

/// A Lambda function: invocations, and their duration at its memory size.
///
/// Requests are counted; duration is requests × milliseconds rounded up to a whole one × MB (prices
/// reference section 1). The mean stands for every invocation. Storage beyond 512 MB is paid for as
/// long as invocations run.
///
/// Environments kept ready are paid for all the time, at the memory size. Invocations run in them as
/// far as their time in the hour reaches, as though they came evenly within it; what is beyond runs
/// at the price on demand.
package struct LambdaFunction: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var architecture: CPUArchitecture
  package var memoryMB: Int64
  /// Mean billed duration of an invocation.
  package var duration: SimDuration
  package var invocations: LoadVolume
  /// Of `/tmp`; 512 are included.
  package var ephemeralMB: Int64 = 512
  /// Environments kept ready.
  package var provisionedConcurrency: Int64 = 0

  package init(
    name: String, region: String, architecture: CPUArchitecture, memoryMB: Int64,
    duration: SimDuration, invocations: LoadVolume
  ) {
    self.name = name
    self.region = region
    self.architecture = architecture
    self.memoryMB = memoryMB
    self.duration = duration
    self.invocations = invocations
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    let calendar = ledger.calendar
    let isReady = provisionedConcurrency > 0
    let architecture = architecture.rawValue
    let counts = invocations.readings(load: load, calendar: calendar)
    ledger.add(
      counts, to: key(.lambdaRequests, isReady ? architecture + ".provisioned" : architecture))
    let milliseconds = Int128(duration.nanoseconds.ceilingDivided(by: 1_000_000))
    let busy = counts.map { Int128($0) * milliseconds }
    let ready = busy.indices.map {
      Int128(provisionedConcurrency) * Int128(calendar.milliseconds(inHour: $0))
    }
    let inReady = zip(busy, ready).map { min($0, $1) }
    func add(_ times: [Int128], of megabytes: Int64, _ meter: MeterID, _ variant: String) {
      let readings = times.map { Int64(clamping: $0 * Int128(megabytes)) }
      ledger.add(readings, to: key(meter, variant))
    }
    add(zip(busy, inReady).map { $0 - $1 }, of: memoryMB, .lambdaDuration, architecture)
    if isReady {
      add(inReady, of: memoryMB, .lambdaDuration, architecture + ".provisioned")
      add(ready, of: memoryMB, .lambdaProvisioned, architecture)
    }
    if ephemeralMB > 512 { add(busy, of: ephemeralMB - 512, .lambdaEphemeral, architecture) }
  }

  private func key(_ meter: MeterID, _ variant: String) -> MeterKey {
    MeterKey(meter, resource: name, variant: variant, region: region)
  }
}
