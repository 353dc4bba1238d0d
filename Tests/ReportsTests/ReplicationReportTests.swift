import Billing
import Reports
import Studies
import Testing
import Units

/// Expected intervals are worked by hand: t(0.975, 2) = 4.302652730, and three amounts with a
/// standard deviation of 5 and of 0.03.
@Suite("Intervals of a run with replications")
struct ReplicationReportTests {
  private func source() throws -> ReportSource {
    try ReportSourceTests.source(of: SampleRun.replicated())
  }

  @Test("the summary has mean, interval and extremes of the month, and of each line")
  func summary() throws {
    let figures = try #require(try source().summary.replications)
    #expect(figures.count == 3 && figures.confidence == 0.95)
    #expect(figures.monthlyTotal.mean.description == "331.6604")
    #expect(figures.monthlyTotal.low.description == "319.2397")
    #expect(figures.monthlyTotal.high.description == "344.0811")
    #expect(figures.monthlyTotal.least.description == "326.6604")
    #expect(figures.monthlyTotal.most.description == "336.6604")
    #expect(figures.lines.map(\.line) == ["ecs-fargate", "ebs", "cloudwatch"])
    let constant = try #require(figures.monthly(of: "cloudwatch"))
    #expect(constant.low == constant.mean && constant.high == constant.mean)
    #expect(try ReportSourceTests.source(of: SampleRun.result()).summary.replications == nil)
  }

  @Test("the finance table has the interval of each month and line, and none for one replication")
  func financeTable() throws {
    let source = try source()
    #expect(source.replications.count == 6)
    let months = try #require(SampleRun.replicated().replications.first).months
    func rows(_ source: ReportSource) -> [String] {
      let entry = FinanceCSV.Entry(
        summary: source.summary, months: months, replications: source.replications)
      return String(decoding: FinanceCSV.bytes([entry]), as: UTF8.self)
        .split(separator: "\r\n").map(String.init)
    }
    let run = source.summary.run
    #expect(
      rows(source) == [
        "month,scenario,line,title,hours,cost_usd,cash_usd,baseline_usd,variance_usd,"
          + "variance_pct,cost_mean_usd,cost_low_usd,cost_high_usd,replications,run,low_confidence",
        "2026-12,sample,ecs-fargate,ecs-fargate,2,0.90,0.90,0.00,0.90,,0.93,0.8554,1.0046,3,\(run),false",
        "2026-12,sample,cloudwatch,cloudwatch,2,0.50,0.50,0.00,0.50,,0.50,0.50,0.50,3,\(run),false",
      ])
    let alone = try ReportSourceTests.source(of: SampleRun.result())
    #expect(rows(alone)[1].contains(",,,,,1,"))
  }

  @Test("the page shows it as figure, chart and column, and says where there is none")
  func page() throws {
    let text = String(decoding: ReportPage.bytes(try source()), as: UTF8.self)
    #expect(text.contains("$319–344"))
    #expect(text.contains("Over 3 replications a month of 730 h costs 331.66 on average"))
    #expect(text.contains("<path class=\"whisker\""))
    // Half of 344.0811 less 319.2397, and nothing for a line without chance.
    #expect(text.contains("<td class=\"n\">12.42<") && text.contains("<td class=\"n\">0<"))
    let alone = try ReportSourceTests.source(of: SampleRun.result())
    #expect(String(decoding: ReportPage.bytes(alone), as: UTF8.self).contains("No interval"))
  }

  @Test("the terminal says it in one sentence")
  func terminal() throws {
    let lines = SummaryPage.lines(try source().summary, style: .plain)
    let sentence = lines.joined(separator: " ").replacing("   ", with: " ")
    #expect(
      sentence.contains(
        "Over 3 replications a month of 730 h costs 331.66 on average (95 % interval 319.24 to"))
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("another price list leaves no interval, the same one leaves it as it is")
  func repriced() throws {
    let result = try SampleRun.replicated()
    let summary = RunSummary(result)
    func again(_ catalogue: String) -> RunSummary {
      summary.repriced(
        run: "x", bill: result.bill, onDemandBill: result.bill, catalogueDate: "2026-11-23",
        catalogueSHA256: catalogue)
    }
    #expect(again("bb").replications == summary.replications)
    #expect(again("cc").replications == nil)
  }
}
