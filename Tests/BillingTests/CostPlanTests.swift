import Billing
import TestSupport
import Testing
import Units

@Suite("Plans")
struct CostPlanTests {
  private func read(_ text: String) throws -> CostPlan {
    try CostPlan.read(Array(text.utf8), file: "plan.json")
  }

  /// What is wrong with a plan, each problem with its place.
  private func problems(_ text: String) throws -> [String] {
    do {
      _ = try read(text)
      return []
    } catch {
      guard case .invalid(let problems) = error as? InputError else { throw error }
      return problems.map(\.description)
    }
  }

  /// A plan of one line, on the third line of the file.
  private func plan(_ line: String, more: String = "") -> String {
    """
    {"schema": "tosscost-plan/1", "currency": "USD",
    \(more)"lines": [
    \(line)
    ]}
    """
  }

  @Test("TOSS's plan has its ten lines and 2,375 dollars")
  func shipped() throws {
    let plan = try CostPlan.load(path: Places.root + "/data/plans/toss.json")
    #expect(
      plan.lines.map(\.id) == [
        "ecs-fargate", "lambda", "rds-postgresql", "elasticache-redis", "s3", "ebs",
        "data-transfer", "load-balancer", "cloudwatch", "betterstack",
      ])
    #expect(plan.total == Money(text: "2375"))
    #expect(plan.lines.allSatisfy { !$0.why.isEmpty })
  }

  @Test("a total alone, or some lines without a reason, are a plan")
  func short() throws {
    let total = try read(
      #"{"schema": "tosscost-plan/1", "currency": "USD", "total": "400.50"}"#)
    #expect(total.lines.isEmpty)
    #expect(total.total == Money(text: "400.50"))
    let some = try read(
      plan(#"{"id": "db", "title": "Databases", "usd": "60", "covers": ["rds", "elasticache"]}"#))
    #expect(some.total == Money(text: "60"))
    #expect(some.lines.first?.covers == [.rds, .elastiCache])
    #expect(some.lines.first?.why == "")
  }

  @Test(
    "each problem is said at its place",
    arguments: [
      (#"{"id": "a", "title": "A", "usd": "1", "covers": ["rsd"]}"#, "3:50", "`rsd` is no service"),
      (#"{"id": "a", "title": "A", "usd": "1", "covers": []}"#, "3:49", "list of services"),
      (#"{"id": "a", "title": "A", "usd": "1"}"#, "3:1", "list of services"),
      (
        #"{"id": "a", "title": "A", "usd": "1", "covers": ["s3", "s3"]}"#, "3:56",
        "covered by this line already"
      ),
      (#"{"id": "a", "title": "A", "usd": 1, "covers": ["s3"]}"#, "3:34", "decimal in quotes"),
      (#"{"id": "a", "title": "A", "usd": "-1", "covers": ["s3"]}"#, "3:34", "0 or more"),
      (#"{"id": "a", "title": "A", "covers": ["s3"]}"#, "3:1", "needs `usd`"),
      (#"{"id": "a", "title": "", "usd": "1", "covers": ["s3"]}"#, "3:22", "`title`"),
      (#"{"id": "A b", "title": "A", "usd": "1", "covers": ["s3"]}"#, "3:8", "small letters"),
      (
        #"{"id": "ebs", "title": "A", "usd": "1", "covers": ["s3"]}"#, "3:8",
        "has the id of Amazon Elastic Block Store"
      ),
      (
        #"{"id": "a", "title": "A", "usd": "1", "covers": ["s3"], "wy": "x"}"#, "3:63",
        "`wy` is not known"
      ),
      (#"{"id": "a", "title": "A", "usd": "1", "covers": ["s3"], "why": 1}"#, "3:64", "`why`"),
      ("7", "3:1", "a line is an object"),
    ])
  func problem(line: String, place: String, words: String) throws {
    let problems = try problems(plan(line))
    #expect(problems.count == 1, "\(problems)")
    let first = try #require(problems.first)
    #expect(first.hasPrefix("plan.json:\(place): ") && first.contains(words), "\(first)")
  }

  @Test("problems of several lines come together, and of the file's head")
  func together() throws {
    let first = #"{"id": "a", "title": "A", "usd": "1", "covers": ["s3"]}"#
    let second = #"{"id": "a", "title": "B", "usd": "2", "covers": ["s3", "ebs"]}"#
    let problems = try problems(
      plan("\(first),\n\(second)", more: #""total": "3", "#).replacing("plan/1", with: "baseline/1")
    )
    #expect(
      problems == [
        #"plan.json:1:12: `schema` must be "tosscost-plan/1""#,
        "plan.json:4:8: the line `a` is stated twice",
        "plan.json:4:50: `s3` is covered by this line already",
      ])
  }

  @Test("the total is that of the lines")
  func total() throws {
    let line = #"{"id": "a", "title": "A", "usd": "1.5", "covers": ["s3"]}"#
    #expect(try problems(plan(line, more: #""total": "1.50", "#)) == [])
    #expect(
      try problems(plan(line, more: #""total": "2", "#)) == [
        #"plan.json:2:10: `total` must be the sum of the lines, "1.50""#
      ])
  }

  @Test("a plan says something")
  func empty() throws {
    #expect(
      try problems(#"{"schema": "tosscost-plan/1", "currency": "USD"}"#) == [
        "plan.json:1:1: a plan needs `total` or `lines`"
      ])
    #expect(
      try problems(#"{"schema": "tosscost-plan/1", "currency": "EUR", "lines": []}"#) == [
        #"plan.json:1:43: `currency` must be "USD""#,
        "plan.json:1:59: `lines` must be a list of at least one line",
      ])
    #expect(try problems("[]").count == 1)
  }
}
