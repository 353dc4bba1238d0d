import Reports
import Studies
import Testing

@Suite("Terminal tables")
struct TerminalTests {
  @Test("The page of a run is readable, fits 80 columns and needs no colour")
  func page() throws {
    let lines = SummaryPage.lines(RunSummary(try SampleRun.result()), style: .plain)
    #expect(
      lines.joined(separator: "\n") == """
        sample: 2026-12-01T00:00:00Z to 2026-12-01T02:00:00Z (2.0 h), 1,234 requests,
          seed 7, price list put together on 2026-11-23, 3 of 3 without a date

        Bill (USD)    this period  month of 730 h    plan  variance       %
        ───────────────────────────────────────────────────────────────────
        ECS Fargate          0.39          144.16  800.00   -655.84   -82.0
        EBS                  0.00            0.00  100.00   -100.00  -100.0
        CloudWatch *         0.50          182.50    0.00   +182.50
        ───────────────────────────────────────────────────────────────────
        Total                0.89          326.66  900.00   -573.34   -63.7
        * rests on a price of low confidence; bill.csv marks the rows

        Why list price differs from the plan
        EBS: there is no EC2 instance

        Service        requests  errors  p50/95/99 ms  tasks  out/in  breach
        ────────────────────────────────────────────────────────────────────
        nav-engine        1,234       3    31/121/900  2.3/3     1/0       0
        analytics-hub         0       0             –  2.3/3     0/0       0
        tasks: mean/most running; out/in: scaling activities; breach: minutes whose p95
          exceeded the objective (ms: nav-engine 500, analytics-hub 500)
        errors of nav-engine: 3 × 504
        """)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("A run's page draws tasks and CPU of each service over time")
  func course() throws {
    let result = try SampleRun.result()
    let lines = CourseLines.lines(result.services, style: .plain)
    #expect(lines.count == 1 + 2 * result.services.count)
    #expect(lines[1].hasPrefix("nav-engine     tasks ") && lines[2].hasPrefix("               CPU"))
    #expect(lines[1].contains("█") && lines.allSatisfy { $0.count <= 80 })
    let ascii = TerminalStyle(hasColor: false, hasUnicode: false)
    #expect(CourseLines.lines(result.services, style: ascii).joined().utf8.allSatisfy { $0 < 128 })
  }

  @Test("A name cannot steer the terminal")
  func controlCharacters() {
    #expect("a\u{1B}[2Jb\u{7}\r\n\u{9B}\u{202E}".safeForTerminal == "a?[2Jb?????")
    #expect("Ünïcode – ok".safeForTerminal == "Ünïcode – ok")
  }

  @Test("A long first column is shortened, numbers never")
  func width() {
    var table = TextTable([.text("name"), .number("n")])
    table.add([String(repeating: "x", count: 90), "1234567890"])
    let lines = table.lines(style: .plain)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.last?.hasSuffix("…  1234567890") == true)
  }

  @Test(
    "Colour needs a terminal and respects NO_COLOR and TERM=dumb",
    arguments: [
      (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false),
      (true, ["NO_COLOR": ""], true), (true, ["TERM": "dumb"], false),
    ] as [(Bool, [String: String], Bool)])
  func color(isTerminal: Bool, environment: [String: String], hasColor: Bool) {
    let style = TerminalStyle(isTerminal: isTerminal, environment: environment)
    #expect(style.hasColor == hasColor)
    #expect(style.paint("x", .heading).contains("\u{1B}") == hasColor)
  }
}
