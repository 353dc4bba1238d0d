import Foundation
import Reports
import Testing
import Units

@Suite("The notebook of a run")
struct NotebookTests {
  private func files(scenario: String = "sample") throws -> [String: [UInt8]] {
    var files = try ReportSourceTests.files(of: SampleRun.result())
    let summary = String(decoding: files["summary.json"] ?? [], as: UTF8.self)
    files["summary.json"] = Array(summary.replacing("\"sample\"", with: "\"\(scenario)\"").utf8)
    let source = try ReportSource(name: "x") { [files] name throws(InputError) in files[name] }
    return Dictionary(
      uniqueKeysWithValues: try RunNotebook.files(source, stem: "month").map { ($0.name, $0.bytes) }
    )
  }

  private func cells(_ files: [String: [UInt8]]) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(files["month.ipynb"] ?? []))
    let notebook = try #require(object as? [String: Any])
    #expect(notebook["nbformat"] as? Int == 4)
    #expect(notebook["nbformat_minor"] as? Int == 5)
    return try #require(notebook["cells"] as? [[String: Any]])
  }

  @Test("has fixed cell identifiers and no outputs")
  func shape() throws {
    let cells = try cells(files())
    let ids = cells.compactMap { $0["id"] as? String }
    #expect(ids.count == cells.count && Set(ids).count == ids.count)
    #expect(ids.first == "title" && ids.contains("draw-latency"))
    for cell in cells where cell["cell_type"] as? String == "code" {
      #expect((cell["outputs"] as? [Any])?.isEmpty == true)
      #expect(cell["execution_count"] is NSNull)
    }
  }

  @Test("has the tables that its cells load beside it")
  func data() throws {
    let files = try files()
    #expect(
      Set(files.keys) == ["month.ipynb", "month-lines.csv", "month-hours.csv", "month-options.csv"])
    let hours = String(decoding: files["month-hours.csv"] ?? [], as: UTF8.self)
    let rows = hours.split(separator: "\r\n")
    #expect(rows.count == 1 + 2 * 2)
    #expect(
      rows[1]
        == "2026-12-01T00:00:00Z,nav-engine,1234,3,20.57,20.57,71.25,71.25,71.25,2.000,2,2,"
        + "31.0,120.5,120.5,900.0,500.000,0,1,0")
  }

  @Test(
    "shows hostile names harmlessly",
    arguments: ["<script>x</script>", "[a](javascript:x)", "a | b", "`x`", "$x$", "\u{202E}x"])
  func hostileNames(name: String) throws {
    let title = try #require(try cells(files(scenario: name)).first?["source"] as? [String])[0]
    #expect(!title.contains("<") && !title.contains("\u{202E}"))
    for mark in ["[", "|", "`", "$"] where name.contains(mark) {
      #expect(title.contains("\\" + mark) && !title.contains(" " + mark))
    }
  }
}
