import Foundation
import TestSupport
import Testing

@Suite("Runs")
struct RunTests {
  private func json(_ bytes: [UInt8]) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    return try #require(object as? [String: Any])
  }

  @Test("the same seed gives the same four files, with one thread, with two, and in another folder")
  func sameBytes() throws {
    let tool = try SmallScenario.tool()
    let variants = [
      ["--threads", "1"], ["--threads", "2"], ["--threads", "1", "--store", "none"],
    ]
    for (index, options) in variants.enumerated() {
      let result = try tool.run(["simulate", "small.yaml", "--output", "out\(index)"] + options)
      #expect(result.status == 0, "\(result.errorText)")
      #expect(tool.folder.names(in: "out\(index)") == SmallScenario.files)
    }
    for name in SmallScenario.files {
      let first = try tool.folder.bytes("out0/\(name)")
      #expect(!first.isEmpty)
      for index in 1..<variants.count {
        #expect(try tool.folder.bytes("out\(index)/\(name)") == first, "\(name)")
      }
    }
    _ = try tool.run("simulate", "small.yaml", "--seed", "2", "--output", "other")
    for name in ["summary.json", "timeline.csv", "activities.csv"] {
      #expect(try tool.folder.bytes("other/\(name)") != tool.folder.bytes("out0/\(name)"))
    }
  }

  @Test("--format json prints exactly summary.json, and the table ends with RUN")
  func output() throws {
    let tool = try SmallScenario.tool()
    let printed = try tool.run("simulate", "small.yaml", "--output", "out", "--format", "json")
    #expect(printed.output == (try tool.folder.bytes("out/summary.json")))
    #expect(printed.error.isEmpty)
    let summary = try json(printed.output)
    let run = try #require(summary["run"] as? String)
    #expect(run.count == 12 && run.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    let table = try tool.run("simulate", "small.yaml")
    #expect(table.outputLines.last.map(String.init) == run)
    #expect(table.output.last == UInt8(ascii: "\n"))
    #expect(table.error.isEmpty)
    let stored = try tool.run("runs", "show", "latest", "--format", "json")
    #expect(stored.output == printed.output)
    let bill = try tool.run("runs", "show", run, "--format", "csv")
    #expect(bill.output == (try tool.folder.bytes("out/bill.csv")))
  }

  @Test("a stated start that is too small for the first minute is said on the error stream")
  func coldStart() throws {
    let tool = try SmallScenario.tool()
    try tool.folder.write(
      "cold.yaml",
      SmallScenario.text.replacing("max: 6\n", with: "max: 6\n    initial: 1\n")
        .replacing("share: 0.2, min: 2}", with: "share: 0.2}"))
    for command in ["simulate", "bound"] {
      let quiet = try tool.run(command, "cold.yaml", "--store", "none")
      #expect(quiet.status == 0)
      #expect(quiet.errorText == "")
    }
    // Half of twenty requests a second keep 0.4 vCPUs busy: two quarters of one, four at 50 %.
    try tool.folder.write("load.csv", SmallScenario.load.replacing(",60\n", with: ",1200\n"))
    for command in ["simulate", "bound"] {
      let result = try tool.run(command, "cold.yaml", "--store", "none")
      #expect(result.status == 0)
      let line = result.errorLines.first.map(String.init) ?? ""
      #expect(line.hasPrefix("services.web.initial: 1 task is too few for the load"))
      #expect(line.contains("; 4 would do, and without `initial` the run starts warm"))
    }
  }

  @Test("targets.csv has a row for each minute of each task of services whose work stays with it")
  func targets() throws {
    let tool = try SmallScenario.tool()
    let text = SmallScenario.text.replacing(
      "client_timeout: 10s}",
      with: "client_timeout: 10s, connection: {duration: {mean: 5m}, cpu_per_second: 0.1ms}}")
    try tool.folder.write("bound.yaml", text)
    let result = try tool.run("simulate", "bound.yaml", "--output", "out", "--format", "json")
    #expect(result.status == 0, "\(result.errorText)")
    let lines = try tool.folder.text("out/targets.csv").split(separator: "\r\n")
    #expect(lines.first == "time,service,task,requests,connections,cut_connections")
    let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(Set(rows.map { "\($0[0]) \($0[1])" }).count == 3 * 120)
    let services = try #require(try json(result.output)["services"] as? [[String: Any]])
    for service in services {
      let connections = try #require(service["connections"] as? [String: Any])
      #expect(try #require(connections["opened"] as? Int) > 0)
      #expect(
        connections["reconnections"] as? Int == connections["cut"] as? Int)
      let own = rows.filter { $0[1] == service["name"] as? String ?? "" }
      // All requests reached a target: each has its row.
      #expect(own.reduce(0) { $0 + (Int($1[3]) ?? 0) } == service["requests"] as? Int)
      #expect(own.reduce(0) { $0 + (Int($1[5]) ?? 0) } == connections["cut"] as? Int)
      let last = own.filter { $0[0] == "2026-12-01T15:59:00Z" }
      #expect(last.reduce(0) { $0 + (Int($1[4]) ?? 0) } == connections["open_at_end"] as? Int)
    }
    let plain = try tool.run("simulate", "small.yaml", "--output", "plain")
    #expect(plain.status == 0 && (try? tool.folder.text("plain/targets.csv")) == nil)
    // 480 requests a minute, half of them on `web`, for a week each.
    try tool.folder.write("many.yaml", text.replacing("mean: 5m}", with: "mean: 7d}"))
    let many = try tool.run("simulate", "many.yaml", "--scale", "100000")
    #expect(many.status == 65)
    #expect(many.errorText.contains("services.web.request.connection would have"))
    let refused = try tool.run("simulate", "bound.yaml", "--mode", "fluid")
    #expect(refused.status == 65)
    #expect(refused.errorText.contains("request.connection is simulated at request level only"))
    let bound = try tool.run("bound", "bound.yaml")
    #expect(bound.status == 65)
    #expect(bound.errorText.contains("services.web.request.connection has no bound"))
  }

  @Test("bill.csv adds up: costs to the total, monthly figures, plan and variance to theirs")
  func billAddsUp() throws {
    let tool = try SmallScenario.tool()
    _ = try tool.run("simulate", "small.yaml", "--output", "out")
    try BillChecks.check(
      csv: tool.folder.text("out/bill.csv"),
      summary: json(try tool.folder.bytes("out/summary.json")))
  }

  @Test("summary.json has every key that scripts may rely on, and money as decimal strings")
  func summary() throws {
    let tool = try SmallScenario.tool()
    _ = try tool.run("simulate", "small.yaml", "--output", "out", "--scale", "2")
    let summary = try json(try tool.folder.bytes("out/summary.json"))
    #expect(summary["schema_version"] is Int)
    #expect(summary["scenario"] as? String == "small")
    #expect(summary["seed"] as? Int == 1 && summary["mode"] as? String == "request")
    let period = try #require(summary["period"] as? [String: Any])
    #expect(period["start"] as? String == "2026-12-01T14:00:00Z")
    #expect(period["end"] as? String == "2026-12-01T16:00:00Z")
    #expect(period["hours"] as? Double == 2)
    let bill = try #require(summary["bill"] as? [String: Any])
    #expect(bill["currency"] as? String == "USD")
    for key in ["total", "cash_total", "monthly_total", "baseline_total"] {
      #expect((bill[key] as? String).flatMap { Decimal(string: $0) } != nil)
    }
    let lines = try #require(bill["lines"] as? [[String: Any]])
    #expect(lines.map { $0["line"] as? String } == BillChecks.lines)
    for line in lines {
      for key in ["cost", "monthly", "baseline", "variance"] { #expect(line[key] is String) }
    }
    let services = try #require(summary["services"] as? [[String: Any]])
    #expect(services.map { $0["name"] as? String } == ["web", "api", "jobs"])
    for service in services {
      let latency = try #require(service["latency_ms"] as? [String: Any])
      for key in ["mean", "p50", "p95", "p99"] { #expect((latency[key] as? Double ?? 0) > 0) }
      let slo = try #require(service["slo"] as? [String: Any])
      #expect(slo["objective_p95_ms"] as? Double == 500 && slo["breach_minutes"] is Int)
      let tasks = try #require(service["tasks"] as? [String: Any])
      for key in ["min", "mean", "max"] { #expect(tasks[key] is NSNumber) }
      for key in ["requests", "errors", "task_seconds", "scale_outs", "scale_ins"] {
        #expect(service[key] is Int)
      }
    }
    let catalogue = try #require(summary["catalogue"] as? [String: Any])
    #expect(catalogue["date"] as? String == "2026-11-23")
    #expect((catalogue["sha256"] as? String)?.count == 64)
    let trace = try #require(summary["trace"] as? [String: Any])
    // Ninety minutes of 60 and thirty of 480, twice.
    #expect(trace["requests"] as? Int == 39_600)
    let offered = services.compactMap { $0["requests"] as? Int }.reduce(0, +)
    #expect(abs(offered - 39_600) < 1000)
  }

  @Test("the timeline has every minute of every service, and agrees with the summary")
  func timeline() throws {
    let tool = try SmallScenario.tool()
    _ = try tool.run("simulate", "small.yaml", "--output", "out")
    let rows = try tool.folder.text("out/timeline.csv").components(separatedBy: "\r\n")
      .map { $0.components(separatedBy: ",") }.filter { $0.count > 1 }
    let header = try #require(rows.first)
    for column in [
      "service", "offered", "served", "errors", "cpu_pct", "published_cpu_pct", "desired",
      "running", "healthy", "p50_ms", "p95_ms", "p99_ms", "max_ms", "in_progress",
    ] { #expect(header.contains(column)) }
    #expect(rows.count == 1 + 3 * 120)
    let offered = try #require(header.firstIndex(of: "offered"))
    let summary = try json(try tool.folder.bytes("out/summary.json"))
    for service in try #require(summary["services"] as? [[String: Any]]) {
      let own = rows.filter { $0[1] == service["name"] as? String }
      #expect(own.compactMap { Int($0[offered]) }.reduce(0, +) == service["requests"] as? Int)
    }
    let activities = try tool.folder.text("out/activities.csv")
    #expect(activities.contains("web,cpu-target-tracking,1,"))
    #expect(activities.contains(",NotScaled,AlreadyAtMinCapacity,"))
  }

  @Test("--trace runs the trace's whole range in place of the scenario's period")
  func wholeRange() throws {
    let tool = try SmallScenario.tool()
    try tool.folder.write(
      "other.csv", "timestamp,value,host\n1998-06-01 10:00,60,a\n1998-06-01 11:00,60,a\n")
    let result = try tool.run(
      "simulate", "small.yaml", "--trace", "other.csv", "--format", "json", "--store", "none")
    let summary = try json(result.output)
    let period = try #require(summary["period"] as? [String: Any])
    #expect(period["start"] as? String == "1998-06-01T10:00:00Z")
    #expect(period["end"] as? String == "1998-06-01T12:00:00Z")
  }
}

/// What must hold of every `bill.csv` beside its `summary.json`.
enum BillChecks {
  static let lines = [
    "ecs-fargate", "lambda", "rds-postgresql", "elasticache-redis", "s3", "ebs", "data-transfer",
    "load-balancer", "cloudwatch", "betterstack",
  ]

  static let header = [
    "line", "component", "quantity", "unit", "unit_price_usd", "cost_usd", "monthly_usd",
    "baseline_usd", "variance_usd", "variance_pct", "note",
  ]

  static func check(csv: String, summary: [String: Any]) throws {
    let rows = csv.components(separatedBy: "\r\n").filter { !$0.isEmpty }.map(cells)
    #expect(rows.first == header)
    let items = rows.dropFirst()
    #expect(items.allSatisfy { $0.count == header.count })
    func sum(_ column: String, line: String? = nil) -> Decimal {
      let index = header.firstIndex(of: column) ?? 0
      return items.filter { line == nil || $0[0] == line }
        .compactMap { Decimal(string: $0[index]) }.reduce(0, +)
    }
    let bill = try #require(summary["bill"] as? [String: Any])
    func money(_ key: String, of object: [String: Any]) throws -> Decimal {
      try #require((object[key] as? String).flatMap { Decimal(string: $0) })
    }
    #expect(sum("cost_usd") == (try money("total", of: bill)))
    #expect(sum("monthly_usd") == (try money("monthly_total", of: bill)))
    #expect(sum("baseline_usd") == 2375)
    #expect(try money("baseline_total", of: bill) == 2375)
    #expect(sum("variance_usd") == sum("monthly_usd") - 2375)
    for line in try #require(bill["lines"] as? [[String: Any]]) {
      let id = try #require(line["line"] as? String)
      #expect(sum("cost_usd", line: id) == (try money("cost", of: line)))
      #expect(sum("variance_usd", line: id) == (try money("variance", of: line)))
      let own = items.filter { $0[0] == id }
      #expect(own.first?[7].isEmpty == false && own.first?[8].isEmpty == false)
      #expect(own.dropFirst().allSatisfy { $0[7...9].allSatisfy(\.isEmpty) })
    }
    // The unit price is what the cost was computed from.
    for item in items where !item[4].isEmpty {
      let product = (Decimal(string: item[2]) ?? 0) * (Decimal(string: item[4]) ?? 0)
      let cost = Decimal(string: item[5]) ?? -1
      #expect(abs(product - cost) <= max(abs(cost), 1) / 1_000_000, "\(item)")
    }
  }

  /// The cells of one row of RFC 4180 without line breaks inside.
  private static func cells(_ row: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in row {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
