import Foundation
import Reports
import Scenarios
import Studies
import Testing
import Units

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Forms of the guard's report")
struct GuardReportTests {
  @Test("Another schema is named, with the command that mends it")
  func schema() {
    let text = #"{"schema": "tosscost-guard-baseline/9", "scenarios": []}"#
    do throws(InputError) {
      _ = try GuardBaselineJSON.read(
        Array(text.utf8), source: "guard.json", mending: "tosscost guard record a.yaml")
      Issue.record("read another schema")
    } catch {
      guard case .invalid(let problems) = error else {
        Issue.record("no problems")
        return
      }
      #expect(
        problems.map(\.description) == [
          "guard.json: its schema is tosscost-guard-baseline/9, this version reads "
            + "tosscost-guard-baseline/1; record it again: tosscost guard record a.yaml"
        ])
    }
  }

  /// Names that are made to break a report.
  static let names = [
    "<script>alert(1)</script>", "=cmd|'/c calc'!A0", "one\ntwo\r\n::error::three",
    "a\u{202E}txt.exe\u{200F}", "\"]]>&amp;</testcase>", "`x` | [a](javascript:x) $x$ %0A, a:b",
    "\u{1B}[2J\u{9B}1m\u{0}",
  ]

  /// A scenario, a file and a bill line of this name, with one verdict of each kind.
  private func report(_ name: String) throws -> GuardReport {
    var limits = GuardLimits()
    let place = SourcePlace(file: name, line: 3, column: 1)
    var line = GuardLimits.Metric(name: name, place: place)
    line.absolute = 10
    line.relative = 0
    limits.lines = [line]
    let samples: [String: (old: [Double], new: [Double])] = [
      "monthly_cost": ([100, 101, 102], [140, 141, 142.5]),
      "p95_ms": ([50, 51, 52], [50, 51, 52]), "p99_ms": ([50, 60, 70], [40, 90, 80]),
      "error_rate": ([0, 0, 0], [0, 0, 0]),
      "monthly_cost:\(name)": ([10, 11, 12], [30, 31, 32.5]),
    ]
    let checks = GuardCheck.all(
      GuardMetric.all(limits), confidence: 0.95, isPaired: true,
      baseline: { samples[$0]?.old }, candidate: { samples[$0]?.new })
    let price = try #require(UnitPrice(text: "1"))
    func item(_ amount: String) throws -> GuardItem {
      GuardItem(
        line: name, component: name, sku: "x", region: "", tier: "", unit: "GB", unitPrice: price,
        monthly: try #require(Money(text: amount)))
    }
    let (old, new) = (try item("101"), try item("141"))
    let cause = GuardAttribution(
      baseline: [old], repriced: [old.monthly], candidate: [new],
      changes: .init(scenario: true, load: true, oldTraceIsThere: false), crossed: nil)
    return GuardReport(
      outcomes: [
        GuardOutcome(
          scenario: name, path: name + ".yaml", checks: checks, attribution: cause,
          replications: 3, baselineMonthly: old.monthly, candidateMonthly: new.monthly,
          remarks: ["remark on \(name)"], lowConfidencePrices: ["weak.price"])
      ], confidence: 0.95, isPaired: true, baselinePath: name)
  }

  /// Characters that a reader does not see, but for line ends.
  private func hidden(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      scalar != "\n"
        && (scalar.properties.generalCategory == .control
          || scalar.properties.generalCategory == .format)
    }
  }

  @Test("The sample has a verdict of each kind")
  func sample() throws {
    let verdicts = try report("plain").outcomes[0].checks.map(\.verdict)
    #expect(Set(verdicts) == [.pass, .inconclusive, .regression])
  }

  @Test("JUnit is XML with one case a check, whatever the names", arguments: names)
  func junit(name: String) throws {
    let report = try report(name)
    let bytes = GuardJUnit.bytes(report, isStrict: false)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(hidden(text).isEmpty)
    let counter = ElementCounter()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = counter
    #expect(parser.parse())
    #expect(counter.counts["testsuite"] == 1)
    #expect(counter.counts["testcase"] == report.outcomes[0].checks.count)
    #expect(counter.counts["failure"] == 2 && counter.counts["skipped"] == 1)
    #expect(counter.counts["script"] == nil)
  }

  @Test("SARIF is JSON with relative places and visible text, whatever the names", arguments: names)
  func sarif(name: String) throws {
    let bytes = try GuardSARIF.bytes(report(name))
    #expect(hidden(String(decoding: bytes, as: UTF8.self)).isEmpty)
    let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let runs = try #require(object?["runs"] as? [[String: Any]])
    let results = try #require(runs.first?["results"] as? [[String: Any]])
    #expect(results.compactMap { $0["ruleId"] as? String } == ["TC001", "TC003", "TC006"])
    for result in results {
      let message = try #require((result["message"] as? [String: Any])?["text"] as? String)
      #expect(hidden(message).isEmpty && !message.contains("\n"))
      let place = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"]
      let artifact = (place as? [String: Any])?["artifactLocation"] as? [String: Any]
      let uri = try #require(artifact?["uri"] as? String)
      #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"`\\:".utf8.contains($0) })
    }
  }

  @Test("Markdown has the verdict first and names as plain text", arguments: names)
  func markdown(name: String) throws {
    let report = try report(name)
    let text = String(decoding: GuardMarkdown.bytes(report), as: UTF8.self)
    #expect(text.hasPrefix("**Regression: +$40.00 a month (39.6 %) for "))
    #expect(hidden(text).isEmpty && !text.contains("<script"))
    #expect(text.hasSuffix("<!-- tosscost-guard -->\n"))
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 2 + report.outcomes[0].checks.count)
    for row in rows {
      let cells = row.replacing("\\\\", with: "").replacing("\\|", with: "").filter { $0 == "|" }
      #expect(cells.count == 8, "\(row)")
    }
    // Markup of a name is escaped: no link, no code, no formula.
    let plain = text.replacing(/\\./, with: "")
    for mark in ["](", "`", "$x"] { #expect(!plain.contains(mark)) }
  }

  @Test("Annotations are one command a line, whatever the names", arguments: names)
  func annotations(name: String) throws {
    let lines = GuardAnnotations.lines(try report(name))
    #expect(lines.count == 3)
    for line in lines {
      #expect(hidden(line).isEmpty && !line.contains("\n"))
      #expect(line.hasPrefix("::error file=") || line.hasPrefix("::warning file="))
      // The first `::` after the head ends the properties: no name has put another before it.
      let head = line.dropFirst(2).prefix { $0 != ":" }
      #expect(head.split(separator: ",").count <= 3)
    }
  }

  @Test("GitLab's metrics are one sample a line, whatever the names", arguments: names)
  func metrics(name: String) throws {
    let text = String(decoding: GuardMetricsText.bytes(try report(name)), as: UTF8.self)
    #expect(hidden(text).isEmpty && text.hasSuffix("\n# EOF\n"))
    let value = #""(?:[^"\\\n]|\\.)*""#
    let sample = try Regex(
      #"tosscost_[a-z0-9_]+\{scenario="# + value + "(?:,line=" + value + #")?\} [-0-9.]+"#)
    let lines = text.split(separator: "\n").dropLast()
    #expect(lines.count == 6 && lines[5].hasPrefix("tosscost_low_confidence_prices{"))
    for line in lines { #expect(line.wholeMatch(of: sample) != nil, "\(line)") }
  }

  @Test("The terminal's table cannot be steered, and fits 80 columns", arguments: names)
  func table(name: String) throws {
    let lines = GuardTable.lines(try report(name), style: .plain)
    for line in lines {
      #expect(hidden(line).isEmpty && !line.contains("\n"))
      #expect(line.count <= 80, "\(line)")
    }
  }
}

private final class ElementCounter: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) { counts[name, default: 0] += 1 }
}
