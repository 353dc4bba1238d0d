import Billing
import Ledger
import Scenarios
import Studies
import TestSupport
import Testing
import Units

@Suite("Ways to buy the same usage")
struct PurchaseOptionsTests {
  /// Four tasks of 2 vCPU and 4 GB all month and two more in every second hour; one database.
  private func options(backupGB: Int64 = 0) throws -> [String: PurchaseOption] {
    let period = try #require(Period(text: "2026-12"))
    let calendar = LedgerCalendar(period: period)
    var ledger = UsageLedger(calendar: calendar)
    let cpu = MeterKey(.fargateCPU, resource: "nav", variant: "x86", region: "us-east-1")
    let memory = MeterKey(.fargateMemory, resource: "nav", variant: "x86", region: "us-east-1")
    let database = MeterKey(
      .rdsInstance, resource: "db", variant: "db.r6g.xlarge.multi", region: "us-east-1")
    let backup = MeterKey(.rdsBackup, resource: "db", region: "us-west-2")
    for hour in 0..<calendar.hourCount {
      if backupGB > 0 { ledger.add(backupGB * Binary.gibibyte * 3600, to: backup, hour: hour) }
      let tasks: Int64 = hour.isMultiple(of: 2) ? 4 : 6
      ledger.add(tasks * 2048 * 3_600_000, to: cpu, hour: hour)
      ledger.add(tasks * 4096 * 3_600_000, to: memory, hour: hour)
      ledger.add(3_600_000, to: database, hour: hour)
    }
    let options = try PurchaseOptions(
      usage: ledger, scenario: Scenario.load(path: Places.root + "/scenarios/production.yaml"),
      pricesFolder: Places.root + "/data/prices")
    return Dictionary(uniqueKeysWithValues: options.options.map { ($0.name, $0) })
  }

  @Test("cost what a hand calculation gives")
  func amounts() throws {
    let options = try options()
    func cents(_ name: String) throws -> String { try #require(options[name]).monthly.cents }
    // 5 tasks on average x 0.09874 x 730, and 0.899 x 730.
    #expect(try cents("As the run") == "1016.67")
    // 4 tasks at 80 %, one on average on demand: (4 x 0.8 + 1) x 0.09874 x 730 + 656.27.
    #expect(try cents("Savings plan, 1 year") == "959.01")
    // 360.40 + 0.5194 x 730.
    #expect(try cents("Reserved, 1 year") == "739.56")
    // Nothing is bought that no hour uses.
    #expect(options.values.allSatisfy { $0.unused == .zero })
    let spot = try #require(options["Fargate Spot"])
    #expect(spot.monthly < (try #require(options["As the run"])).monthly)
  }

  @Test("say which prices of low confidence they rest on")
  func weakPrices() throws {
    // What backups cost in us-west-2 is not well supported; databases, tasks and their commitments are.
    for (name, option) in try options(backupGB: 100) {
      #expect(option.lowConfidencePrices == ["rds.pg.backup"], "\(name)")
    }
    #expect(try options().values.allSatisfy { $0.lowConfidencePrices.isEmpty })
  }
}
