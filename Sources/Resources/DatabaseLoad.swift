internal import Ledger
package import Units

/// Queries that the load sends to a database, for the utilisation of its class.
package struct DatabaseLoad: Sendable, Hashable {
  package var queries: LoadVolume
  /// CPU time of a query on the class that the instance has.
  package var cpuPerQuery: SimDuration

  package init(queries: LoadVolume, cpuPerQuery: SimDuration) {
    self.queries = queries
    self.cpuPerQuery = cpuPerQuery
  }
}

extension DatabaseInstance {
  /// Adds the CPU that queries use, and for burstable classes what their credits do not pay.
  ///
  /// A burstable class earns its baseline share of every vCPU each hour and keeps what it earns in a
  /// day; beyond that RDS charges by the vCPU-hour (unlimited mode, which RDS has for T4g).
  func recordCPU(load: SystemLoad, into ledger: inout UsageLedger) {
    guard !loads.isEmpty else { return }
    let calendar = ledger.calendar
    var used = [Int128](repeating: 0, count: calendar.hourCount)
    for part in loads {
      let counts = part.queries.readings(load: load, calendar: calendar)
      for (hour, count) in counts.enumerated() {
        used[hour] += Int128(count) * Int128(part.cpuPerQuery.nanoseconds) * 1024 / 1_000_000
      }
    }
    let key = MeterKey(.rdsCPU, resource: name, region: region)
    ledger.addEachHour(to: key) { used[$0] }
    recordCredits(used, into: &ledger)
  }

  private func recordCredits(_ used: [Int128], into ledger: inout UsageLedger) {
    guard let baseline = Self.baseline(of: instanceClass) else { return }
    let perHour = baseline.percent * baseline.vcpus * 1024 * 3_600_000 / 100
    var balance: Int128 = perHour * 24
    let key = MeterKey(.rdsCPUCredits, resource: name, region: region)
    let calendar = ledger.calendar
    ledger.addEachHour(to: key) { hour in
      let earned = perHour * Int128(calendar.milliseconds(inHour: hour)) / 3_600_000
      balance = min(perHour * 24, balance + earned - used[hour])
      defer { balance = max(0, balance) }
      return max(0, -balance)
    }
  }

  /// The share of each vCPU that a T4g class earns (AWS, "Burstable performance instances").
  private static func baseline(of instanceClass: String) -> (percent: Int128, vcpus: Int128)? {
    guard instanceClass.hasPrefix("db.t4g.") else { return nil }
    switch instanceClass.dropFirst("db.t4g.".count) {
    case "micro": return (10, 2)
    case "small", "medium": return (20, 2)
    case "large": return (30, 2)
    case "xlarge": return (40, 4)
    case "2xlarge": return (40, 8)
    default: return nil
    }
  }
}
