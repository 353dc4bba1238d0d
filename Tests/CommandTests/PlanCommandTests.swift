import Foundation
import TestSupport
import Testing

/// Bills without a plan and beside one, as a user makes them.
@Suite("Plans of scenarios")
struct PlanCommandTests {
  /// A stranger's shop, which names no plan.
  private static let shop = """
    name: shop
    period: 2026-12-01T14:00Z/2026-12-01T16:00Z
    trace: {file: load.csv}
    services:
      web:
        cpu: 512
        memory: 1024
        share: 1
        min: 2
        max: 6
        request: {cpu: {mean: 20ms}, client_timeout: 10s}
      orders:
        cpu: 256
        memory: 512
        min: 1
        max: 2
        queue: {messages: {per_request: 0.1}, cpu: {mean: 20ms}}
    resources:
      aws_wafv2_web_acl: {front: {rules: 3, requests: {per_request: 1}}}
      aws_cloudfront_distribution:
        front: {egress: {bytes_per_request: 20000}, requests: {per_request: 1}}
      aws_db_instance:
        main: {instance_class: db.t4g.medium, allocated_storage: 50, storage_type: gp3}

    """

  private func tool() throws -> Tool {
    let tool = try SmallScenario.tool()
    try tool.folder.write("shop.yaml", Self.shop)
    return tool
  }

  private func bill(_ result: Tool.Result) throws -> [String: Any] {
    try #require(result.status == 0, "\(result.errorText)")
    let summary = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any]
    return try #require(summary?["bill"] as? [String: Any])
  }

  private func lines(_ bill: [String: Any]) throws -> [[String: Any]] {
    try #require(bill["lines"] as? [[String: Any]])
  }

  private func cents(_ amount: Any?) -> String {
    String(format: "%.2f", (amount as? String).flatMap { Double($0) } ?? .nan)
  }

  @Test("a scenario without a plan is billed by AWS service, and nothing speaks of a plan")
  func stranger() throws {
    let tool = try tool()
    let result = try tool.run("simulate", "shop.yaml", "--format", "json", "--output", "out")
    let bill = try bill(result)
    let lines = try lines(bill)
    #expect(
      lines.map { $0["title"] as? String } == [
        "Amazon Elastic Container Service", "Amazon Relational Database Service", "AWS WAF",
        "Amazon CloudFront",
      ])
    #expect(bill["baseline_total"] == nil)
    #expect(
      lines.allSatisfy { Set($0.keys) == ["line", "title", "cost", "monthly", "low_confidence"] })
    #expect(!tool.folder.names(in: "out").contains("plan.json"))
    let csv = String(decoding: try tool.folder.bytes("out/bill.csv"), as: UTF8.self)
    #expect(
      csv.hasPrefix(
        "line,component,quantity,unit,unit_price_usd,cost_usd,monthly_usd,note\r\necs,"))
    let table = try tool.run("simulate", "shop.yaml")
    #expect(!table.outputText.contains("plan") && !table.outputText.contains("variance"))
    let compared = try tool.run("compare", "shop.yaml", "--replications", "1")
    #expect(compared.status == 0 && !compared.outputText.contains("plan"))
  }

  @Test("what is made of such a run has no columns of a plan")
  func exports() throws {
    let tool = try SmallScenario.tool()
    try tool.folder.write("alone.yaml", "extends: small.yaml\nname: alone\nplan: null\n")
    for arguments in [
      ["simulate", "alone.yaml", "--output", "out"],
      ["export", "html", "latest", "--output", "page.html"],
      ["export", "notebook", "latest", "--output", "run.ipynb"],
      ["export", "csv", "latest", "--output", "finance.csv"],
      ["export", "csv", "./out", "--output", "folder.csv"],
      ["export", "focus", "latest", "--output", "focus.csv"],
      ["explain", "latest", "elastic-load-balancing"],
      ["reconcile", "latest", "--actual", "focus.csv"],
    ] {
      let result = try tool.run(arguments)
      #expect(result.status == 0, "\(arguments): \(result.errorText)")
      #expect(!result.outputText.lowercased().contains("the plan"))
    }
    let page = String(decoding: try tool.folder.bytes("page.html"), as: UTF8.self)
    #expect(!page.contains("the plan") && page.contains("By AWS service"))
    #expect(try tool.folder.bytes("finance.csv") == tool.folder.bytes("folder.csv"))
    for name in ["finance.csv", "run-lines.csv", "run.ipynb", "focus.csv"] {
      let text = String(decoding: try tool.folder.bytes(name), as: UTF8.self)
      #expect(!text.contains("baseline") && !text.contains("variance"), "\(name)")
      #expect(!text.contains("x_PlanLine") && !text.contains("the plan"), "\(name)")
    }
  }

  @Test("--plan none switches the scenario's plan off, --plan FILE sets another")
  func option() throws {
    let tool = try tool()
    let stated = try bill(tool.run("simulate", "small.yaml", "--format", "json"))
    #expect(stated["baseline_total"] as? String == "2375.00")
    #expect(try lines(stated).count == 10)
    let none = try bill(
      tool.run("simulate", "small.yaml", "--plan", "none", "--format", "json"))
    #expect(none["baseline_total"] == nil)
    #expect(none["total"] as? String == stated["total"] as? String)
    try tool.folder.write(
      "total.json", #"{"schema": "tosscost-plan/1", "currency": "USD", "total": "120"}"#)
    let total = try bill(
      tool.run("simulate", "shop.yaml", "--plan", "total.json", "--format", "json"))
    #expect(total["baseline_total"] as? String == "120.00")
    let table = try tool.run("runs", "show", "latest")
    #expect(table.outputText.contains("120.00"))
  }

  @Test("a run keeps its plan, which explain, FOCUS and a new price group by")
  func kept() throws {
    let tool = try SmallScenario.tool()
    #expect(try tool.run("simulate", "small.yaml", "--output", "out").status == 0)
    #expect(try tool.folder.bytes("out/plan.json") == SmallScenario.plan())
    // The file may be gone by then.
    try tool.folder.write("toss.json", "{}")
    #expect(try tool.run("explain", "latest", "load-balancer").status == 0)
    let service = try tool.run("explain", "latest", "waf", "--plan", "none")
    #expect(service.status == 0 && service.outputText.hasPrefix("AWS WAF (waf)"))
    #expect(try tool.run("runs", "reprice", "latest", "--plan", "none").status == 0)
    let repriced = try tool.run("export", "csv", "latest")
    #expect(repriced.status == 0 && !repriced.outputText.contains("baseline_usd"))
  }

  @Test("what is wrong with a plan or with its key is said where it stands")
  func problems() throws {
    let tool = try tool()
    try tool.folder.write(
      "bad.json",
      #"{"schema": "tosscost-plan/1", "currency": "USD", "lines": [{"id": "a", "title": "A", "#
        + #""usd": "1", "covers": ["rsd"]}]}"#)
    try tool.folder.write("bad.yaml", Self.shop + "plan: bad.json\n")
    for command in [["scenario", "validate", "bad.yaml"], ["simulate", "bad.yaml"]] {
      let result = try tool.run(command)
      #expect(result.status == 65)
      #expect(result.errorText.hasPrefix("bad.json:1:109: `rsd` is no service; known are ecs, "))
    }
    try tool.folder.write("old.yaml", Self.shop + "baseline: toss.json\n")
    let old = try tool.run("scenario", "validate", "old.yaml")
    #expect(old.status == 65 && old.errorText.contains("`baseline` is called `plan` now"))
  }

  @Test("a guard limits lines that the bill can have")
  func guardLines() throws {
    let tool = try tool()
    let limits = "guard: {lines: {ecs-fargate: {most: {deny: 1}}}}\n"
    try tool.folder.write("limited.yaml", Self.shop + limits)
    let record = ["guard", "record", "limited.yaml", "--replications", "2", "--baseline", "g.json"]
    let refused = try tool.run(record)
    #expect(refused.status == 65)
    #expect(refused.errorText.contains("limited.yaml:24:17: lines: `ecs-fargate` is no line"))
    try tool.folder.write("limited.yaml", Self.shop + limits.replacing("ecs-fargate", with: "ecs"))
    #expect(try tool.run(record).status == 0)
    let denied = try tool.run("guard", "check", "limited.yaml", "--baseline", "g.json")
    #expect(denied.status == 1 && denied.outputText.contains("Monthly cost of ecs"))
    let planned = try tool.run(
      "guard", "check", "limited.yaml", "--baseline", "g.json", "--plan", "toss.json")
    #expect(planned.status == 65, "\(planned.errorText)")
  }

  /// The figures of the version before lines were data.
  @Test("the shipped scenario has its ten lines and costs what it did, to the cent")
  func production() throws {
    let result = try SmallScenario.tool().run(
      "simulate", Places.root + "/scenarios/production.yaml", "--mode", "fluid", "--period",
      "2026-12-07/2026-12-09", "--store", "none", "--format", "json")
    let bill = try bill(result)
    let figures = try lines(bill).map { line in
      ["line", "title"].map { line[$0] as? String ?? "" }
        + ["monthly", "baseline"].map { cents(line[$0]) }
    }
    #expect(
      figures == [
        ["ecs-fargate", "ECS Fargate", "885.93", "800.00"],
        ["lambda", "Lambda", "220.05", "200.00"],
        ["rds-postgresql", "RDS PostgreSQL", "1046.82", "600.00"],
        ["elasticache-redis", "ElastiCache Redis", "601.52", "300.00"],
        ["s3", "S3", "49.23", "50.00"],
        ["ebs", "EBS", "0.00", "100.00"],
        ["data-transfer", "Data transfer", "175.39", "150.00"],
        ["load-balancer", "Load balancer", "290.84", "25.00"],
        ["cloudwatch", "CloudWatch", "129.60", "100.00"],
        ["betterstack", "BetterStack", "30.00", "50.00"],
      ])
    #expect(cents(bill["monthly_total"]) == "3429.38")
    #expect(bill["baseline_total"] as? String == "2375.00")
  }
}
