import Billing
import Digests
import Reports
import RunStore
import Scenarios
import Studies
import Units
import Workload

// The store and the reports do not know each other; the commands carry values between them.
extension StoredRun {
  /// - Parameter summary: the bytes of `summary.json`.
  init(_ result: RunResult, summary: [UInt8]) {
    let identity = result.identity
    self.init(
      run: identity.run, toolVersion: identity.toolVersion, scenario: result.scenario,
      scenarioText: identity.scenarioText,
      scenarioSHA256: SHA256Digest(of: identity.scenarioText.utf8).hex, period: identity.period,
      scale: identity.scale.description, gaps: identity.gaps.rawValue,
      mode: identity.mode.rawValue, seed: identity.seed, replications: identity.replications,
      traceSHA256: identity.traceSHA256, catalogueDate: result.catalogueDate,
      catalogueSHA256: identity.catalogueSHA256,
      summary: String(decoding: summary, as: UTF8.self), ledger: result.ledger,
      bill: result.bill)
  }

  /// This run's usage with another bill, under the name that this makes.
  func repriced(_ repricing: Repricing) throws -> StoredRun {
    let catalogue = repricing.prices
    let name = try identity().priced(with: catalogue.sha256).run
    var copy = self
    copy.run = name
    copy.bill = repricing.bill
    copy.catalogueDate = catalogue.date.description
    copy.catalogueSHA256 = catalogue.sha256
    let summary = try readSummary().repriced(
      run: name, bill: repricing.bill, onDemandBill: repricing.onDemandBill,
      catalogueDate: copy.catalogueDate, catalogueSHA256: catalogue.sha256)
    copy.summary = String(decoding: try SummaryJSON.bytes(summary), as: UTF8.self)
    return copy
  }

  func print(as format: StoredRunFormat) throws {
    switch format {
    case .table:
      Terminal.write(SummaryPage.lines(try readSummary(), style: Terminal.outputStyle))
    case .json: Terminal.write(Array(summary.utf8))
    case .csv: Terminal.write(BillCSV.bytes(bill))
    }
  }

  private func readSummary() throws(InputError) -> RunSummary {
    try SummaryJSON.read(Array(summary.utf8), source: "summary of run \(run)")
  }

  private func identity() throws -> RunIdentity {
    RunIdentity(
      scenarioText: scenarioText, period: period,
      scale: try known(Decimal12(text: scale), "the scale \(scale)"),
      gaps: try known(GapRule(rawValue: gaps), "the gap rule \(gaps)"),
      mode: try known(SimulationMode(rawValue: mode), "the mode \(mode)"),
      traceSHA256: traceSHA256, catalogueSHA256: catalogueSHA256, seed: seed,
      replications: replications, toolVersion: toolVersion)
  }

  private func known<Value>(_ value: Value?, _ what: String) throws(InputError) -> Value {
    guard let value else {
      throw .invalid([
        Problem(file: "run \(run)", message: "\(what) is not known to this version of tosscost")
      ])
    }
    return value
  }
}
