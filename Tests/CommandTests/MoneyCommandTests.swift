import Foundation
import TestSupport
import Testing

/// `commit`, `compare`, `catalog`, `explain` and `reconcile` as a user runs them.
@Suite("Commands about money")
struct MoneyCommandTests {
  /// A tool with one stored run of the small scenario.
  private func tool() throws -> Tool {
    let tool = try SmallScenario.tool()
    let result = try tool.run("simulate", "small.yaml")
    try #require(result.status == 0, "\(result.errorText)")
    return tool
  }

  private func object(_ result: Tool.Result) throws -> [String: Any] {
    try #require(result.status == 0, "\(result.errorText)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
  }

  private func decimal(_ value: Any?) throws -> Decimal {
    try #require((value as? String).flatMap { Decimal(string: $0) })
  }

  @Test("commit: three answers in JSON, from a run and from its scenario alike")
  func commit() throws {
    let tool = try tool()
    let arguments = [
      "--coverage", "50", "--given", "compute_savings_plan/1yr/no_upfront/0.01", "--format", "json",
    ]
    let stored = try tool.run(["commit", "latest"] + arguments)
    let answers = try object(stored)
    #expect(Set(answers.keys) == ["best", "given", "target_coverage", "low_confidence_prices"])
    let best = try #require(answers["best"] as? [[String: Any]])
    // Six Savings Plans; nothing else of the small scenario can be committed to.
    #expect(best.count == 6)
    for choice in best {
      #expect(
        Set(choice.keys) == [
          "type", "term", "payment", "commitment", "monthly", "saving", "break_even_month",
          "regret_at_minus_30pct", "low_confidence_prices",
        ])
      #expect(choice["type"] as? String == "compute_savings_plan")
      #expect(try decimal(choice["saving"]) >= 0 && decimal(choice["commitment"]) > 0)
    }
    let given = try #require(answers["given"] as? [String: Any])
    #expect(Set(given.keys) == ["commitments", "monthly", "saving", "low_confidence_prices"])
    let target = try #require(answers["target_coverage"] as? [String: Any])
    #expect(target["coverage_pct"] as? String == "50")
    #expect((target["choices"] as? [[String: Any]])?.count == 6)
    // What costs least is no dearer than half of it covered.
    let cheapest = try best.map { try decimal($0["monthly"]) }.min()
    #expect(try (cheapest ?? 0) <= decimal(target["monthly"]))
    let simulated = try tool.run(["commit", "small.yaml"] + arguments)
    #expect(simulated.output == stored.output)
  }

  @Test("commit and compare keep to 80 columns") func narrow() throws {
    let tool = try tool()
    try tool.folder.write("production.yaml", "extends: small.yaml\nname: production\n")
    for arguments in [
      ["commit", "latest", "--coverage", "80"],
      ["compare", "small.yaml", "production.yaml", "--replications", "2"],
    ] {
      let result = try tool.run(arguments)
      #expect(result.status == 0, "\(result.errorText)")
      #expect(result.outputLines.filter { $0.count > 80 } == [])
    }
  }

  @Test("compare: sorted rows with a paired interval in JSON, the same figures in CSV")
  func compare() throws {
    let tool = try SmallScenario.tool()
    try tool.folder.write("production.yaml", "extends: small.yaml\nname: production\n")
    try tool.folder.write(
      "dear.yaml", "extends: small.yaml\nname: dear\nservices: {web: {memory: 2048}}\n")
    let files = ["compare", "dear.yaml", "production.yaml", "--replications", "2"]
    let rows = try #require(
      try object(tool.run(files + ["--format", "json"]))["rows"] as? [[String: Any]])
    #expect(rows.map { $0["scenario"] as? String } == ["production", "dear"])
    for row in rows {
      #expect(
        Set(row.keys) == [
          "scenario", "monthly_total", "vs_baseline", "vs_production", "p95_ms", "breach_minutes",
          "error_rate", "low_confidence_prices",
        ])
    }
    let own = try #require(rows[0]["vs_production"] as? [String: Any])
    #expect(Set(own.keys) == ["mean", "low", "high"])
    #expect(try decimal(own["mean"]) == 0 && decimal(own["low"]) == 0)
    let other = try #require(rows[1]["vs_production"] as? [String: Any])
    let difference = try decimal(rows[1]["monthly_total"]) - decimal(rows[0]["monthly_total"])
    #expect(try decimal(other["mean"]) == difference && difference > 0)
    let csv = try tool.run(files + ["--format", "csv", "--output", "rows.csv"])
    #expect(csv.status == 0 && csv.output.isEmpty)
    let lines = try tool.folder.text("rows.csv").components(separatedBy: "\r\n")
    #expect(lines.count == 4 && lines[1].hasPrefix("production,"))
    #expect(lines[2].hasPrefix("dear,\(rows[1]["monthly_total"] as? String ?? "")"))
  }

  @Test("catalog: list, show, verify and import of the price list that ships")
  func catalogue() throws {
    let tool = try SmallScenario.tool()
    let listed = try tool.run("catalog", "list", "--service", "elb", "--format", "json")
    let records = try #require(
      JSONSerialization.jsonObject(with: Data(listed.output)) as? [[String: Any]])
    #expect(records.map { $0["key"] as? String }.contains("elb.alb.hour"))
    let shown = try tool.run("catalog", "show", "fargate.x86.vcpu")
    #expect(shown.status == 0 && shown.outputText.contains("0.04048"))
    let checked = try object(tool.run("catalog", "verify", "--format", "json"))
    #expect((checked["problems"] as? [Any])?.isEmpty == true)
    #expect(checked["records"] as? Int ?? 0 > 10_000)
    for name in ["us-east-1.json", "us-west-2.json", "global.json"] {
      try tool.folder.write(
        "my/\(name)", String(contentsOfFile: "\(Places.root)/data/prices/\(name)", encoding: .utf8))
    }
    try tool.folder.write("offer.csv", Self.offer)
    let dry = try tool.run("catalog", "import", "offer.csv", "--prices", "my")
    #expect(dry.status == 0 && dry.outputText.contains("fargate.x86.vcpu"))
    #expect(
      try tool.run("catalog", "show", "fargate.x86.vcpu", "--prices", "my").outputText
        .contains("0.04048"))
    let wet = try object(
      tool.run("catalog", "import", "offer.csv", "--prices", "my", "--write", "--format", "json"))
    let changes = try #require(wet["changes"] as? [[String: Any]])
    #expect(changes.map { $0["new"] as? String } == ["0.05"])
    #expect(changes.map { $0["percent"] as? String } == ["23.5"])
    #expect(try tool.run("catalog", "verify", "--prices", "my").status == 0)
  }

  static let offer = """
    "FormatVersion","v1.0"
    "Publication Date","2026-12-01T00:00:00Z"
    "Version","20261201000000"
    "OfferCode","AmazonECS"
    "SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit","Currency","serviceCode","usageType","operation","Region Code"
    "A","J","A.J.1","OnDemand","vCPU","2026-12-01","0","Inf","hours","0.0500000000","USD","AmazonECS","USE1-Fargate-vCPU-Hours:perCPU","","us-east-1"

    """

  @Test(
    "a bad offer file is 65 with every problem, and the price files stay as they were",
    arguments: [
      ("\"0.0500000000\"", "\"-0.05\"", "at least 0"), ("\"USD\"", "\"EUR\"", "only USD"),
      ("\"0\",\"Inf\"", "\"5\",\"Inf\"", "gap"), ("\"us-east-1\"\n", "\"us-e", "never ends"),
      ("\"v1.0\"", "\"v2\"", "only the format v1.0"),
    ])
  func badOffer(original: String, edited: String, words: String) throws {
    let tool = try SmallScenario.tool()
    for name in ["us-east-1.json", "us-west-2.json", "global.json"] {
      try tool.folder.write(
        "my/\(name)", String(contentsOfFile: "\(Places.root)/data/prices/\(name)", encoding: .utf8))
    }
    let before = try tool.folder.bytes("my/us-east-1.json")
    try tool.folder.write("offer.csv", Self.offer.replacing(original, with: edited))
    let result = try tool.run("catalog", "import", "offer.csv", "--prices", "my", "--write")
    #expect(result.status == 65, "\(result.errorText)")
    #expect(result.errorText.contains(words) && result.output.isEmpty)
    #expect(try tool.folder.bytes("my/us-east-1.json") == before)
    #expect(tool.folder.names(in: "my").count == 3)
  }

  @Test("explain: a line down to its hours, and they add up") func explain() throws {
    let tool = try tool()
    let line = try object(tool.run("explain", "latest", "ecs-fargate", "--format", "json"))
    #expect(
      Set(line.keys) == ["run", "line", "title", "cost", "monthly", "components"])
    let components = try #require(line["components"] as? [[String: Any]])
    #expect(components.allSatisfy { $0["adds_up"] as? Bool == true })
    let sum = try components.reduce(Decimal(0)) { try $0 + decimal($1["cost"]) }
    #expect(try sum == decimal(line["cost"]))
    let readings = try #require(components[0]["readings"] as? [String: Any])
    #expect((readings["hourly"] as? [String])?.count == 2)
    let page = try tool.run("explain", "latest", "ecs-fargate")
    #expect(page.outputText.contains("fargate.x86.vcpu"))
    #expect(page.outputText.contains("which the items add up to"))
  }

  @Test("reconcile: a CUR file beside a run, split into usage and price") func reconcile() throws {
    let tool = try tool()
    try tool.folder.write("cur.csv", Self.cur)
    let result = try object(
      tool.run("reconcile", "--actual", "cur.csv", "latest", "--format", "json"))
    #expect(result["format"] as? String == "AWS CUR")
    let rows = try #require(result["rows"] as? [[String: Any]])
    let vcpu = try #require(rows.first { $0["name"] as? String == "fargate.x86.vcpu" })
    let effects = try decimal(vcpu["usage_effect"]) + decimal(vcpu["price_effect"])
    #expect(try effects == decimal(vcpu["difference"]))
    #expect(vcpu["standing"] as? String == "both")
    #expect(try decimal(result["actual_total"]) == 1.75)
    #expect(rows.contains { $0["standing"] as? String == "unmapped" })
    try tool.folder.write("bad.csv", Self.cur.replacing("1.5,us", with: "x,us"))
    let bad = try tool.run("reconcile", "--actual", "bad.csv", "latest")
    #expect(bad.status == 65 && bad.errorText.contains("bad.csv:2:"))
  }

  static let cur = """
    line_item_line_item_type,line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_usage_type,line_item_operation,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,product_region_code
    Usage,2026-12-01T14:00:00Z,2026-12-01T15:00:00Z,AmazonECS,USE1-Fargate-vCPU-Hours:perCPU,,30,USD,1.5,us-east-1
    Usage,2026-12-01T14:00:00Z,2026-12-01T15:00:00Z,AmazonMQ,BrokerUsage,,7,USD,0.25,us-east-1

    """

  @Test(
    "wrong arguments are 64",
    arguments: [
      ["commit"], ["commit", "latest", "--coverage", "101"],
      ["commit", "latest", "--coverage", "x"],
      ["commit", "latest", "--given", "compute_savings_plan/1yr/no_upfront"],
      ["commit", "latest", "--given", "db.r6g.xlarge.multi/5yr/no_upfront/1"],
      ["commit", "latest", "--given", "compute_savings_plan/1yr/no_upfront/-1"],
      ["commit", "latest", "--given", "db.r6g.xlarge.multi/1yr/no_upfront/1.5"],
      ["commit", "small.yaml", "--replications", "0"], ["compare"],
      ["compare", "small.yaml", "--replications", "0"],
      ["compare", "small.yaml", "--format", "xml"], ["catalog", "list", "--service", "s4"],
      ["catalog", "list", "--region", "mars"], ["catalog", "list", "--confidence", "certain"],
      ["catalog", "show"], ["catalog", "import"], ["explain", "latest"], ["reconcile", "latest"],
    ])
  func wrongArguments(_ arguments: [String]) throws {
    let result = try tool().run(arguments)
    #expect(result.status == 64, "\(arguments): \(result.errorText)")
    #expect(result.errorText.contains("Usage:") && result.output.isEmpty)
  }

  @Test("bad data is 65 and what is missing is 66, each named") func badData() throws {
    let tool = try tool()
    for (arguments, status, words) in [
      (["catalog", "show", "fargate.x86.vcpus"], 65, "did you mean `fargate.x86.vcpu`?"),
      (["explain", "latest", "s4"], 65, "allowed are ecs-fargate"),
      (["explain", "latest", "ecs-fargate/absent"], 65, "no component"),
      (["compare", "small.yaml", "small.yaml"], 65, "is named `small` too"),
      (
        ["commit", "latest", "--given", "db.r6g.xlarge.multi/3yr/no_upfront/1"], 65,
        "is not sold"
      ),
      (["commit", "absent.yaml"], 66, "absent.yaml"), (["commit", "0000"], 66, "0000"),
      (["compare", "absent.yaml"], 66, "absent.yaml"),
      (["catalog", "list", "--prices", "absent"], 66, "absent"),
      (["catalog", "import", "absent.json"], 66, "absent.json"),
      (["explain", "0000", "s3"], 66, "0000"),
      (["reconcile", "--actual", "absent.csv", "latest"], 66, "absent.csv"),
    ] as [([String], Int32, String)] {
      let result = try tool.run(arguments)
      #expect(result.status == status, "\(arguments): \(result.errorText)")
      #expect(result.errorText.contains(words), "\(arguments): \(result.errorText)")
      #expect(result.output.isEmpty)
    }
    let output = try tool.run("compare", "small.yaml", "--output", "load.csv/x.csv")
    #expect(output.status == 73, "\(output.errorText)")
  }
}
