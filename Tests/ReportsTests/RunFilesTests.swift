import Billing
import Files
import Reports
import Studies
import Testing
import Units

@Suite("The files of a run")
struct RunFilesTests {
  private func text(of name: String) throws -> String {
    let kind = try #require(RunFiles.all.first { $0.name == name })
    return String(decoding: try kind.content(SampleRun.result()).bytes(), as: UTF8.self)
  }

  @Test("bill.csv has a row a component, and figures of a line in its first row only")
  func bill() throws {
    #expect(
      try text(of: "bill.csv") == """
        line,component,quantity,unit,unit_price_usd,cost_usd,monthly_usd,baseline_usd,\
        variance_usd,variance_pct,note\r
        ecs-fargate,nav-vcpu,8,vCPU-hour,0.04048,0.32384,118.2016,800.00,-655.8396,-82.0,\r
        ecs-fargate,nav-memory,16,GB-hour,0.004445,0.07112,25.9588,,,,\r
        ebs,,,,,0.00,0.00,100.00,-100.00,-100.0,there is no EC2 instance\r
        cloudwatch,'=logs,1,GB,0.5,0.50,182.50,0.00,182.50,,low-confidence price\r

        """)
  }

  @Test("Every money column of bill.csv adds up to the bill, exactly")
  func billSums() throws {
    let bill = try SampleRun.bill()
    let rows = try text(of: "bill.csv").split(separator: "\r\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    func sum(_ column: Int) -> Money {
      rows.reduce(.zero) { $0 + (Money(text: $1[column]) ?? .zero) }
    }
    #expect(sum(5) == bill.total)
    #expect(sum(6) == bill.monthlyTotal)
    #expect(sum(7) == bill.planTotal)
    #expect(sum(8) == bill.monthlyTotal - (bill.planTotal ?? .zero))
  }

  @Test("timeline.csv leaves unknown figures empty")
  func timeline() throws {
    #expect(
      try text(of: "timeline.csv") == """
        time,service,offered,served,errors,cpu_pct,published_cpu_pct,desired,running,healthy,\
        p50_ms,p95_ms,p99_ms,max_ms,in_progress,memory_pct\r
        2026-12-01T00:00:00Z,nav-engine,1234,1231,3,71.250,,2,2,2,31.000,120.500,900.000,1200.250,0.825,\r
        2026-12-01T00:00:00Z,analytics-hub,0,0,0,0.000,0.000,2,2,2,,,,,0.000,\r

        """)
  }

  @Test("errors.csv tells how requests failed, minute by minute")
  func errors() throws {
    #expect(
      try text(of: "errors.csv") == """
        time,service,errors,client_timeout,502,503,504\r
        2026-12-01T00:00:00Z,nav-engine,3,0,0,0,3\r

        """)
  }

  @Test("activities.csv names the cause, and the reason when nothing happened")
  func activities() throws {
    #expect(
      try text(of: "activities.csv") == """
        start,end,service,policy,from_desired,to_desired,status,not_scaled_reason,occurrences,\
        cause\r
        2026-12-01T00:01:01.500Z,2026-12-01T00:03:00.000Z,nav-engine,cpu,2,3,Successful,,1,\
        monitor alarm AlarmHigh in state ALARM\r
        2026-12-01T00:59:59.999Z,,nav-engine,cpu,3,3,NotScaled,AlreadyAtMaxCapacity,4,\
        "'=alarm, low"\r

        """)
  }

  @Test("transitions.csv has the states of the alarms that scale")
  func transitions() throws {
    #expect(
      try text(of: "transitions.csv") == """
        time,service,alarm,from,to\r
        2026-12-01T00:01:01.300Z,nav-engine,'=AlarmHigh,OK,ALARM\r

        """)
  }

  @Test("summary.json has sorted keys, money as decimal strings, and null for an unknown")
  func summary() throws {
    let text = try text(of: "summary.json")
    let lines = text.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
    for line in [
      #""schema_version" : 1,"#, #""scenario" : "sample","#, #""seed" : 7,"#,
      #""mode" : "request","#, #""start" : "2026-12-01T00:00:00Z""#, #""hours" : 2,"#,
      #""total" : "0.89496""#, #""cash_total" : "0.89496","#, #""monthly_total" : "326.6604","#,
      #""baseline_total" : "900.00","#, #""variance" : "-655.8396","#, #""latency_ms" : null,"#,
      #""mean" : 40.123,"#, #""p99" : 900"#, #""objective_p95_ms" : 500"#,
      #""breach_minutes" : 0,"#, #""task_seconds" : 16200,"#, #""scale_outs" : 1,"#,
      #""requests" : 1234,"#, #""sha256" : "bb""#,
    ] {
      #expect(lines.contains(line[...]), "\(line) is missing")
    }
    let topLevel = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
    #expect(topLevel == topLevel.sorted())
  }

  @Test("A summary that is read back and written again has the same bytes")
  func summaryRoundTrip() throws {
    let bytes = Array(try text(of: "summary.json").utf8)
    let summary = try SummaryJSON.read(bytes, source: "test")
    #expect(try SummaryJSON.bytes(summary) == bytes)
    #expect(summary == RunSummary(try SampleRun.result()))
  }

  @Test("Text that is no summary is refused")
  func notASummary() {
    #expect(throws: InputError.self) { try SummaryJSON.read(Array("{}".utf8), source: "x") }
  }
}
