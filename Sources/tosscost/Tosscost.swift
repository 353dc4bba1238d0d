import ArgumentParser
import Studies

@main
struct Tosscost: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tosscost",
    abstract: "What will a system on AWS cost at this load, and does it hold its latency?",
    discussion: """
      Examples:
        tosscost simulate scenarios/production.yaml
        tosscost simulate scenarios/production.yaml --trace load.csv.gz --scale 1.5 --output out
        tosscost runs show latest

      Exit codes: 0 done, 64 wrong arguments, 65 invalid input, 66 missing input, 70 a fault of \
      tosscost itself, 73 output or store that cannot be written.
      """,
    version: ToolVersion.current,
    subcommands: [
      Simulate.self,
      ForecastCommand.self,
      ExportCommand.self,
      Replay.self,
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
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      CommandFailure.exit(with: error)
    }
  }
}
