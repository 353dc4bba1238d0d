import ArgumentParser
import Billing
import Scenarios
import Units

/// `tosscost scenario`: the scenario language itself.
struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario",
    abstract: "Check scenario files, and print what may stand in them.",
    subcommands: [Validate.self, Schema.self, Docs.self])

  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the JSON Schema of a scenario, for editors.")

    func run() { print(ScenarioDocuments.jsonSchema, terminator: "") }
  }

  struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every key of a scenario in Markdown.")

    func run() { print(ScenarioDocuments.markdown, terminator: "") }
  }

  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a scenario file and list every problem.",
      discussion: "Exit code 65 for a file that is wrong, 66 for one that cannot be opened.")

    @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Flag(help: "Print the scenario with everything it inherits and every default, as JSON.")
    var resolved = false

    func run() throws {
      let scenario = try Scenario.load(path: file)
      _ = try scenario.planPath.map { path in try CostPlan.load(path: path) }
      if resolved {
        print(scenario.resolvedText, terminator: "")
      } else {
        print(
          "\(file): \(scenario.name), \(scenario.services.count) services,"
            + " \(scenario.resources.count) other resources, \(scenario.period)")
      }
    }
  }
}
