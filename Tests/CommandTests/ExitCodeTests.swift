import Foundation
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
  @Test(
    "wrong arguments are 64 and show the usage",
    arguments: [
      ["simulate"], ["simulate", "small.yaml", "--no-such-option"],
      ["simulate", "small.yaml", "--seed", "-1"], ["simulate", "small.yaml", "--seed", "one"],
      ["simulate", "small.yaml", "--scale", "-1"], ["simulate", "small.yaml", "--scale", "nan"],
      ["simulate", "small.yaml", "--period", "tomorrow"],
      ["simulate", "small.yaml", "--mode", "quick"],
      ["simulate", "small.yaml", "--format", "xml"], ["simulate", "small.yaml", "--threads", "0"],
      ["simulate", "small.yaml", "--gaps", "ignore"], ["no-such-command"],
      ["runs", "show"], ["runs", "list", "--store", "none"],
      ["trace", "inspect"], ["trace", "synthesize", "--requests", "10"],
      ["trace", "synthesize", "--period", "2026-12", "--requests", "10", "--step", "2h"],
    ])
  func wrongArguments(_ arguments: [String]) throws {
    let result = try SmallScenario.tool().run(arguments)
    #expect(result.status == 64, "\(arguments): \(result.errorText)")
    #expect(result.errorText.contains("Usage:"))
    #expect(result.output.isEmpty)
  }

  @Test("what is missing is 66 and named")
  func missing() throws {
    let tool = try SmallScenario.tool()
    for (arguments, name) in [
      (["simulate", "absent.yaml"], "absent.yaml"),
      (["simulate", "small.yaml", "--trace", "absent.csv"], "absent.csv"),
      (["simulate", "small.yaml", "--prices", "absent"], "absent"),
      (["simulate", "small.yaml", "--plan", "absent.json"], "absent.json"),
      (["simulate", "."], "."),
      (["simulate", "small.yaml", "--trace", "state/.."], "state/.."),
      (["trace", "inspect", "absent.csv"], "absent.csv"),
      (["scenario", "validate", "absent.yaml"], "absent.yaml"),
      (["runs", "list", "--store", "absent.sqlite"], "absent.sqlite"),
    ] {
      let result = try tool.run(arguments)
      #expect(result.status == 66, "\(arguments): \(result.errorText)")
      #expect(result.errorText.contains(name))
      #expect(result.errorLines.count == 1)
      #expect(result.output.isEmpty)
    }
  }

  /// Load for days of work: a run that did not refuse before it began would not end.
  private static let endless = ["--scale", "1000000"]

  @Test(
    "output and store that cannot be written are 73, before the work begins",
    arguments: [
      ["--output", "load.csv"], ["--output", "load.csv/out"], ["--output", "/proc/tosscost"],
      ["--store", "load.csv"], ["--store", "load.csv/runs.sqlite"],
      ["--store", "/proc/tosscost/runs.sqlite"], ["--store", "."],
    ])
  func unwritable(_ options: [String]) throws {
    let tool = try SmallScenario.tool()
    let result = try tool.run(["simulate", "small.yaml"] + options + Self.endless)
    #expect(result.status == 73, "\(options): \(result.errorText)")
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.contains(options[1]))
    #expect(result.output.isEmpty)
  }

  @Test("a file of a trace that cannot be written is 73")
  func unwritableTrace() throws {
    let result = try SmallScenario.tool().run(
      "trace", "synthesize", "--period", "2026-12-01", "--requests", "10", "--output",
      "load.csv/out.csv")
    #expect(result.status == 73)
    #expect(result.errorLines.count == 1)
  }

  @Test("help and version are 0 and go to standard output")
  func help() throws {
    let tool = try SmallScenario.tool()
    for arguments in [["--help"], ["simulate", "--help"], ["--version"], ["trace", "--help"]] {
      let result = try tool.run(arguments)
      #expect(result.status == 0)
      #expect(!result.output.isEmpty && result.error.isEmpty)
    }
    let help = try tool.run("--help").outputText
    for code in ["64", "65", "66", "70", "73"] { #expect(help.contains(code)) }
  }
}
