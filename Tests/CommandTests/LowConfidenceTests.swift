import Foundation
import TestSupport
import Testing

/// Production's cross-region backup is priced by a figure that was not read from AWS's own page.
@Suite("Prices of low confidence are marked wherever a cost rests on them")
struct LowConfidenceTests {
  private static let scenario = Places.root + "/scenarios/production.yaml"
  private static let sku = "rds.pg.backup"
  private static let fast = ["--mode", "fluid", "--period", "2026-12-01/2026-12-03"]

  private func text(_ arguments: [String]) throws -> String {
    let result = try Tool(folder: Scratch()).run(arguments)
    #expect(result.status == 0, "\(result.errorText)")
    return result.outputText
  }

  @Test("by compare and commit, in every form")
  func studies() throws {
    for format in ["table", "csv", "json"] {
      let compared = try text(
        ["compare", Self.scenario, "--replications", "1", "--format", format] + Self.fast)
      #expect(compared.contains(Self.sku))
      #expect(format != "table" || compared.contains("production *"))
    }
    for format in ["table", "json"] {
      let committed = try text(["commit", Self.scenario, "--format", format] + Self.fast)
      #expect(committed.contains(Self.sku))
    }
  }

  @Test("by project, line by line")
  func projection() throws {
    func projected(_ format: String) throws -> String {
      try text(["project", Self.scenario, "--paths", "2", "--format", format])
    }
    let table = try projected("table")
    #expect(table.contains("rds-postgresql *") && table.contains("total *"))
    #expect(table.contains(Self.sku) && !table.contains("lambda *"))
    let csv = try projected("csv").split(separator: "\r\n")
    #expect(csv.contains { $0.contains(",rds-postgresql,") && $0.hasSuffix(",true") })
    #expect(csv.contains { $0.contains(",lambda,") && $0.hasSuffix(",false") })
    #expect(try projected("json").contains(Self.sku))
  }

  @Test("by the guard's table and files")
  func guarded() throws {
    let tool = try Tool(folder: Scratch())
    let recorded = try tool.run(
      ["guard", "record", Self.scenario, "--baseline", "guard.json", "--replications", "2"]
        + Self.fast)
    #expect(recorded.status == 0, "\(recorded.errorText)")
    let checked = try tool.run(
      [
        "guard", "check", Self.scenario, "--baseline", "guard.json", "--junit", "junit.xml",
        "--markdown", "guard.md",
      ] + Self.fast)
    #expect(checked.status == 0 && checked.outputText.contains(Self.sku), "\(checked.errorText)")
    for file in ["junit.xml", "guard.md"] {
      #expect(try tool.folder.text(file).contains(Self.sku))
    }
  }
}
