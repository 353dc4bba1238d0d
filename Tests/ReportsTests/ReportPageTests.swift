import Billing
import Foundation
import Reports
import Studies
import Testing
import Units

@Suite("The HTML report")
struct ReportPageTests {
  private func page(_ edit: (inout [String: [UInt8]]) -> Void = { _ in }) throws -> String {
    var files = try ReportSourceTests.files(of: SampleRun.result())
    edit(&files)
    let source = try ReportSource(name: "sample") { [files] name throws(InputError) in files[name] }
    return String(decoding: ReportPage.bytes(source), as: UTF8.self)
  }

  @Test("answers in the order that readers ask")
  func order() throws {
    let text = try page()
    let places = try [
      "id=\"spend\"", "id=\"lines\"", "id=\"course\"", "id=\"latency\"", "id=\"options\"",
      "id=\"assumptions\"",
    ].map { try #require(text.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted())
    #expect(text.contains("A month of 730 h at this load costs <b>$326.66</b>"))
    #expect(text.contains("the plan's $900.00") || text.contains("the plan&#39;s $900.00"))
  }

  @Test("needs no script and asks for nothing from elsewhere")
  func selfContained() throws {
    let text = try page()
    for word in ["<script", "http://", "https://", "@import", "url(", "src=", "onload"] {
      #expect(!text.contains(word), "\(word) is in the page")
    }
  }

  @Test("gives every chart a title, a description and no identifier twice")
  func charts() throws {
    let text = try page()
    let charts = text.components(separatedBy: "<svg").count - 1
    #expect(charts == 10)
    #expect(text.components(separatedBy: "<title id=").count - 1 == charts)
    #expect(text.components(separatedBy: "<desc id=").count - 1 == charts)
    let ids = text.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
  }

  @Test(
    "shows hostile names harmlessly",
    arguments: [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=cmd|'/c calc'!A0",
      "a\u{202E}txt.exe", "a\u{200F}b", "line\nbreak", "</title></style><b>", "&amp;&#60;",
    ])
  func hostileNames(name: String) throws {
    let text = try page { files in
      for file in ["summary.json", "timeline.csv", "activities.csv", "bill.csv"] {
        let content = String(decoding: files[file] ?? [], as: UTF8.self)
        let quoted =
          file == "summary.json"
          ? name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
          : "\"" + (name.hasPrefix("=") ? "'" : "") + name.replacing("\"", with: "\"\"") + "\""
        let target = file == "summary.json" ? "nav-engine" : "nav-engine"
        files[file] = Array(
          content.replacing(",nav-vcpu,", with: ",\(quoted),")
            .replacing(
              file == "summary.json" ? target : ",\(target),",
              with: file == "summary.json" ? quoted : ",\(quoted),"
            )
            .replacing("\"sample\"", with: "\"\(quoted)\"").utf8)
      }
    }
    for danger in [
      "<script", "<img", "onerror=alert(1)>", "</title></style>", "\u{202E}", "\u{200F}",
    ] {
      #expect(!text.contains(danger), "\(danger) is in the page")
    }
    // One title and one end of the style: no name has closed them.
    #expect(text.components(separatedBy: "</style>").count == 2)
    #expect(text.components(separatedBy: "<h1>").count == 2)
  }

  @Test("is a function of the files alone")
  func deterministic() throws {
    #expect(try page() == page())
  }

  @Test("Errors are a share of requests and retries together")
  func errorShare() throws {
    var files = try ReportSourceTests.files(of: SampleRun.result())
    let bytes = Data(try #require(files["summary.json"]))
    var summary = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    var services = try #require(summary["services"] as? [[String: Any]])
    services[0]["requests"] = 100
    services[0]["retries"] = 300
    services[0]["errors"] = 350
    summary["services"] = services
    files["summary.json"] = Array(try JSONSerialization.data(withJSONObject: summary))
    let source = try ReportSource(name: "sample") { name throws(InputError) in files[name] }
    #expect(String(decoding: ReportPage.bytes(source), as: UTF8.self).contains("87.500 %"))
  }
}
