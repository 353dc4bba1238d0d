import ArgumentParser
import Autoscaling
import Foundation
import Kernel
import Ledger
import Simulation
import Units
import Workload

/// Months of one service in fluid mode, one after the other in one process: what a projection or any
/// other study of many futures pays for each, without starting up or reading a trace.
struct FluidMonths: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulate months of one service in fluid mode, in one process.")

  @Option(help: "Months to simulate, each with random numbers of its own.")
  var months = 100

  func run() throws {
    guard months > 0, let day = CivilDate(year: 2026, month: 12, day: 1) else {
      throw ValidationError("--months must be at least 1")
    }
    let period = Period(monthOf: day)
    let calendar = LedgerCalendar(period: period)
    let profile = Self.profile(minutes: Int(period.seconds / 60))
    let model = FluidModel(Self.service, latencies: false)
    var times: [Double] = []
    var taskSeconds: Int64 = 0
    for month in 0..<months {
      let start = clock()
      let usage = FluidUsage(
        model: model, profile: profile, calendar: calendar, seed: 1, replication: UInt64(month))
      times.append(Double(clock() - start) * 1000 / Double(CLOCKS_PER_SEC))
      taskSeconds += usage.taskSeconds
    }
    let median = times.sorted()[months / 2]
    print(
      "{\"months\": \(months), \"cpu_milliseconds\": \(String(format: "%.2f", median)), "
        + "\"task_seconds\": \(taskSeconds)}")
  }

  private static var service: ServiceConfiguration {
    var service = ServiceConfiguration(
      name: "service", cpuUnits: 2048, memoryMB: 4096, share: 1, minTasks: 2, maxTasks: 10,
      initialTasks: 2,
      demand: RequestDemand(
        cpu: .lognormal(mean: 0.083, cv: 1), wait: .lognormal(mean: 0.03, cv: 0.5)))
    service.policies = [TargetTracking(metric: .cpu, target: 70)]
    return service
  }

  /// Requests a minute: up to 6,000 at 16 o'clock on five days of seven, 500 on the others.
  private static func profile(minutes: Int) -> RateProfile {
    let expected = (0..<minutes).map { minute in
      let hour = Double(minute % 1440) / 60
      let isWeekday = (minute / 1440) % 7 < 5
      let wave = max(0, sin(Double.pi * (hour - 8) / 16))
      return isWeekday ? 500 + 5500 * wave * wave : 500
    }
    return RateProfile(step: 60, expected: expected)
  }
}
