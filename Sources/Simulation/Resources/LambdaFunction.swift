package import Ledger
package import Units

/// A Lambda function: invocations, and their duration at its memory size.
///
/// Requests are counted; duration is requests × milliseconds rounded up to a whole one × MB (prices
/// reference section 1). The mean stands for every invocation.
package struct LambdaFunction: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var architecture: CPUArchitecture
  package var memoryMB: Int64
  /// Mean billed duration of an invocation.
  package var duration: SimDuration
  package var invocations: LoadVolume

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
    let variant = architecture.rawValue
    let requests = MeterKey(
      .lambdaRequests, resource: name, variant: variant, region: region)
    let time = MeterKey(.lambdaDuration, resource: name, variant: variant, region: region)
    let milliseconds = duration.nanoseconds.ceilingDivided(by: 1_000_000)
    let counts = invocations.readings(load: load, calendar: ledger.calendar)
    ledger.add(counts, to: requests)
    let each = Int128(milliseconds) * Int128(memoryMB)
    ledger.add(counts.map { Int64(clamping: Int128($0) * each) }, to: time)
  }
}
