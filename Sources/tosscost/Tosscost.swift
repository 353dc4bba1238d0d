import ArgumentParser
import Files
import Foundation
import Studies

@main
struct Tosscost: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tosscost",
    abstract: "What will a system on AWS cost at this load, and does it hold its latency?",
    discussion: """
      Examples:
        tosscost simulate scenarios/production.yaml
        tosscost simulate scenarios/production.yaml --trace load.csv.gz --output out
        tosscost runs show latest
        tosscost export html latest --output report.html
        tosscost guard check scenarios/production.yaml --baseline guard.json

      --quiet with any command leaves out progress and notes; results and problems stay.
      Exit codes: 0 done, 64 wrong arguments, 65 invalid input, 66 missing input, 70 a fault of \
      tosscost itself, 73 output or store that cannot be written.
      """,
    version: ToolVersion.current,
    subcommands: [
      Simulate.self,
      ForecastCommand.self,
      Project.self,
      ExportCommand.self,
      Replay.self,
      GuardCommand.self,
      Bound.self,
      RunsCommand.self,
      ScenarioCommand.self,
      TraceCommand.self,
      CatalogCommand.self,
      Explain.self,
      Reconcile.self,
      Compare.self,
      Commit.self,
    ])

  /// Runs the command that the arguments name; whatever it throws ends in one place.
  static func main() async {
    let words = CommandLineWords(Array(CommandLine.arguments.dropFirst()))
    Terminal.setQuiet(words.isQuiet)
    if words.asksForVersion {
      Terminal.write([CommandLineWords.version])
      return
    }
    if let sentence = words.unknownCommand(of: Tosscost.self) {
      Terminal.warn(sentence)
      Terminal.warn("Usage: tosscost <subcommand>; tosscost --help shows what each is for")
      Foundation.exit(EX_USAGE)
    }
    do {
      var command = try parseAsRoot(words.arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      try ScratchFile.shared.check()
    } catch {
      CommandFailure.exit(with: error)
    }
  }
}
