import Foundation
import Reports
import Testing
import Units

@Suite("Alarms and databases on the page")
struct HealthSectionTests {
  /// The page of a run whose summary says this of alarms and databases.
  private func page(
    alarms: [[String: Any]]?, databases: [[String: Any]]? = nil, unwatched: [[String: Any]]? = nil
  ) throws -> String {
    var files = try ReportSourceTests.files(of: SampleRun.result())
    let bytes = Data(try #require(files["summary.json"]))
    var summary = try #require(
      JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    summary["alarms"] = alarms
    summary["databases"] = databases
    summary["unwatched_alarms"] = unwatched
    files["summary.json"] = Array(try JSONSerialization.data(withJSONObject: summary))
    let source = try ReportSource(name: "sample") { name throws(InputError) in files[name] }
    return String(decoding: ReportPage.bytes(source), as: UTF8.self)
  }

  private func alarm(_ name: String, times: Int) -> [String: Any] {
    [
      "name": name, "subject": "nav-engine", "signal": "p95_latency", "severity": "warning",
      "threshold": 500, "times": times, "seconds": 600, "first": "2026-12-05T16:03:21Z",
      "last": "2026-12-06T16:03:21Z",
    ]
  }

  @Test("say so where nothing was watched, and where nothing went off") func quiet() throws {
    let unwatched = try page(alarms: nil)
    #expect(unwatched.contains("No alarm on the system's health was watched."))
    let quiet = try page(alarms: [alarm("p95-latency", times: 0)])
    #expect(quiet.contains("None of the 1 alarms that were watched would have gone off."))
    #expect(!quiet.contains("<caption>CPU of databases") && !quiet.contains("watches nothing"))
    let idle = try page(
      alarms: nil, unwatched: [["name": "<full>", "needs": "the `data_size` of a database"]])
    #expect(
      idle.contains("&lt;full&gt; watches nothing: the `data_size` of a database is not stated."))
  }

  @Test("list what went off and how busy databases are") func busy() throws {
    let text = try page(
      alarms: [alarm("<p95>", times: 1234), alarm("rds-cpu", times: 0)],
      databases: [
        [
          "name": "primary", "instance_class": "db.r6g.large", "vcpus": 2, "cpu_percent": 40,
          "busiest_hour_cpu_percent": 130,
        ]
      ])
    #expect(text.contains("1 of the 2 alarms that were watched would have gone off."))
    #expect(text.contains("<td class=\"n\">1,234") && text.contains("2026-12-05 16:03"))
    #expect(text.contains("<td class=\"n bad\">130") && !text.contains("<p95>"))
  }
}
