import Billing
import Files
import Foundation
import Ledger
import RunStore
import TestSupport
import Testing
import Units

@Suite("The run store")
struct RunStoreTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A file name in a folder that does not exist yet.
  private func freshPath() -> String { "\(scratch.path)/\(UUID().uuidString)/runs.sqlite" }

  private func run(_ id: String, hour: Int64 = 3) throws -> StoredRun {
    let period = try #require(Period(text: "2026-12-01T00:30:00Z/2026-12-01T03:00:00Z"))
    var ledger = UsageLedger(calendar: LedgerCalendar(period: period))
    let cpu = MeterKey(.fargateCPU, resource: "nav", variant: "x86", region: "us-east-1")
    ledger.add(hour, to: cpu, hour: 0)
    ledger.add(Int64.max, to: cpu, hour: 2)
    ledger.add(1, to: MeterKey(.albHours, resource: "alb", region: "us-east-1"), hour: 1)
    let cost = try #require(Money(text: "1234567890123456.000000000001"))
    let item = LineItem(
      line: "lambda", component: "c", sku: "k", tier: "0–6",
      quantity: Quantity(
        smallestUnits: Int128(Int64.max) * 9, perUnit: Int128(Int64.max) * 4),
      unit: "GB-s", unitPrice: try #require(UnitPrice(text: "0.0000166667")), cost: cost,
      monthly: -cost, cash: .zero, note: "n", confidence: .memory,
      region: "eu-west-1", kind: .covered, effective: UTCTime(iso8601: "2025-04-04")?.date)
    let line = BillLine(
      id: "lambda", title: "Lambda", cost: cost, monthly: -cost, baseline: .zero, why: "w")
    let unpriced = UnpricedItem(
      line: "lambda", component: "d", resource: "r", sku: "k2", term: "on_demand",
      region: "sa-east-1", quantity: Quantity(smallestUnits: Int128(Int64.max) * 7, perUnit: 3),
      monthlyQuantity: Quantity(smallestUnits: 1, perUnit: 9), unit: "GB", offer: nil,
      place: "s.yaml:3:5")
    return StoredRun(
      run: id, toolVersion: "1", scenario: "s", scenarioText: "{}", scenarioSHA256: "aa",
      period: period, scale: "1.5", gaps: "zero", mode: "request", seed: .max, replications: 1,
      traceSHA256: "bb", catalogueDate: "2026-11-23", catalogueSHA256: "cc", summary: "{\"a\":1}",
      ledger: ledger, bill: Bill(items: [item], lines: [line], unpriced: [unpriced]))
  }

  @Test("A run comes back as it was stored, to the last digit")
  func roundTrip() throws {
    let path = freshPath()
    let original = try run("0123456789ab")
    try RunStore(path: path).save(original)
    let found = try RunStore(path: path).find("0123456789ab")
    #expect(found.ledger == original.ledger)
    #expect(found.bill == original.bill)
    #expect(found.period == original.period)
    #expect(found.seed == original.seed)
    #expect(found.summary == original.summary)
    #expect(found.scenarioText == original.scenarioText)
    #expect(found.scale == "1.5")
  }

  @Test("Files come back, long ones that were kept in parts too, and a new save replaces them")
  func files() throws {
    let store = try RunStore(path: freshPath())
    var state: UInt64 = 3
    let noise = (0..<400_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    let long = FileContent(name: "long.csv") { write in
      for start in stride(from: 0, to: noise.count, by: 30_000) {
        try write(Array(noise[start..<min(noise.count, start + 30_000)]))
      }
    }
    let short = FileContent(name: "short.csv", bytes: Array("a,b\r\n".utf8))
    let empty = FileContent(name: "empty.csv", bytes: [])
    let first = try run("0123456789ab")
    try store.save(first, files: [long, short, empty])
    for files in [[long, short, empty], [short]] {
      try store.save(first, files: files)
      let kept = try store.files(of: "0123456789ab")
      #expect(kept.map(\.name) == files.map(\.name).sorted())
      for file in files {
        let bytes = try file.bytes()
        #expect(kept.first { $0.name == file.name }?.bytes == bytes)
      }
    }
  }

  @Test("A file that cannot be made leaves the store as it was")
  func failingFile() throws {
    struct Failure: Error {}
    let store = try RunStore(path: freshPath())
    let broken = FileContent(name: "broken.csv") { write in
      try write([UInt8](repeating: 1, count: 1 << 20))
      throw Failure()
    }
    #expect(throws: OutputError.self) { try store.save(run("0123456789ab"), files: [broken]) }
    #expect(try store.list().isEmpty)
  }

  @Test("The same run is stored once, with its latest content")
  func storedOnce() throws {
    let store = try RunStore(path: freshPath())
    try store.save(run("0123456789ab", hour: 3))
    try store.save(run("aaaaaaaaaaaa"))
    try store.save(run("0123456789ab", hour: 4))
    #expect(try store.list().map(\.run) == ["aaaaaaaaaaaa", "0123456789ab"])
    #expect(try store.find("0123").ledger == run("0123456789ab", hour: 4).ledger)
  }

  @Test("A run is found by a unique prefix or as the latest")
  func finding() throws {
    let store = try RunStore(path: freshPath())
    try store.save(run("0123456789ab"))
    try store.save(run("0123ffffffff"))
    #expect(try store.find("01234").run == "0123456789ab")
    #expect(try store.find("0123F").run == "0123ffffffff")
    #expect(try store.find("latest").run == "0123ffffffff")
  }

  @Test("An ambiguous prefix is refused with the runs it may mean")
  func ambiguous() throws {
    let store = try RunStore(path: freshPath())
    try store.save(run("0123456789ab"))
    try store.save(run("0123ffffffff"))
    let error = #expect(throws: InputError.self) { try store.find("0123") }
    guard case .invalid(let problems) = error else {
      Issue.record("not a problem but \(String(describing: error))")
      return
    }
    #expect(problems.map(\.description).joined().contains("0123456789ab, 0123ffffffff"))
  }

  @Test("What is no run is refused", arguments: ["012", "xyzw", "0123%", "", "'; --"])
  func noReference(_ reference: String) throws {
    let store = try RunStore(path: freshPath())
    try store.save(run("0123456789ab"))
    #expect(throws: InputError.self) { try store.find(reference) }
  }

  @Test("An unknown run, and the latest of an empty store, are missing")
  func missing() throws {
    let store = try RunStore(path: freshPath())
    for reference in ["abcd", "latest"] {
      let error = #expect(throws: InputError.self) { try store.find(reference) }
      guard case .missing = error else {
        Issue.record("\(reference): \(String(describing: error))")
        continue
      }
    }
  }

  @Test("A file that is no database is refused and left alone")
  func corrupt() throws {
    let path = freshPath()
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = Data(String(repeating: "this is no database\n", count: 100).utf8)
    try text.write(to: URL(fileURLWithPath: path))
    #expect(throws: OutputError(path: path, reason: "is not a SQLite database")) {
      try RunStore(path: path)
    }
    #expect(FileManager.default.contents(atPath: path) == text)
  }

  @Test("A store that cannot be made says so")
  func unwritable() {
    #expect(throws: OutputError.self) { try RunStore(path: "/proc/none/runs.sqlite") }
    #expect(throws: OutputError.self) { try RunStore(path: "/tmp") }
  }

  @Test("The default place follows the XDG Base Directory Specification")
  func defaultPath() {
    #expect(
      RunStore.defaultPath(environment: ["XDG_STATE_HOME": "/s", "HOME": "/h"])
        == "/s/tosscost/runs.sqlite")
    #expect(
      RunStore.defaultPath(environment: ["XDG_STATE_HOME": "relative", "HOME": "/h"])
        == "/h/.local/state/tosscost/runs.sqlite")
  }
}
