import Billing
import Files
import Ledger
import Reports
import Studies
import Testing
import Units

@Suite("Reports from the files of a run")
struct ReportSourceTests {
  static func files(of result: RunResult) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for kind in RunFiles.all { files[kind.name] = try kind.content(result).bytes() }
    return files
  }

  static func source(of result: RunResult) throws -> ReportSource {
    let files = try files(of: result)
    return try ReportSource(name: "sample") { name throws(InputError) in files[name] }
  }

  @Test("read what the files say")
  func reading() throws {
    let source = try Self.source(of: SampleRun.result())
    #expect(source.summary == RunSummary(try SampleRun.result()))
    #expect(source.items.map(\.component) == ["nav-vcpu", "nav-memory", "=logs"])
    #expect(source.items.map(\.isWeak) == [false, false, true])
    #expect(source.items.reduce(Money.zero) { $0 + $1.cost } == source.summary.bill.total)
  }

  @Test("usage.csv gives the ledger back, run lengths and all")
  func usage() throws {
    let period = try #require(Period(text: "2026-12-01T00:30:00Z/2026-12-01T05:00:00Z"))
    var ledger = UsageLedger(calendar: LedgerCalendar(period: period))
    let key = MeterKey(.fargateCPU, resource: "=a,\"b\"\n", variant: "x86", region: "us-east-1")
    for (hour, quantity) in [7, 7, 0, 7, 9].enumerated() where quantity > 0 {
      ledger.add(Int64(quantity), to: key, hour: hour)
    }
    let bytes = UsageCSV.bytes(ledger)
    #expect(try UsageCSV.read(bytes, period: period, source: "usage.csv") == ledger)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("2026-12-01T00:00:00Z,2,fargate.vcpu"))
  }

  @Test("A reading outside the period is a problem with its line")
  func strayUsage() throws {
    let period = try #require(Period(text: "2026-12-01"))
    let text = """
      start,hours,meter,unit,resource,variant,region,quantity_per_hour\r
      2026-12-01T23:00:00Z,2,nat.hours,item·h,nat,,us-east-1,1\r
      2026-12-01T22:00:00Z,1,nat.hours,item·h,nat,,us-east-1,-1\r

      """
    let error = #expect(throws: InputError.self) {
      try UsageCSV.read(Array(text.utf8), period: period, source: "usage.csv")
    }
    guard case .invalid(let problems) = error else {
      Issue.record("not a list of problems")
      return
    }
    #expect(problems.map(\.line) == [2, 3])
  }

  @Test("A missing file is named", arguments: ["summary.json", "bill.csv", "timeline.csv"])
  func missing(name: String) throws {
    var files = try Self.files(of: SampleRun.result())
    files[name] = nil
    do throws(InputError) {
      _ = try ReportSource(name: "out") { [files] name throws(InputError) in files[name] }
      Issue.record("read without \(name)")
    } catch {
      guard case .missing(let path, _) = error else {
        Issue.record("not a missing file")
        return
      }
      #expect(path == "out/\(name)")
    }
  }
}
