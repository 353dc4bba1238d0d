import ArgumentParser

@main
struct Tosscost: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tosscost",
    subcommands: [
      ScenarioCommand.self
    ])
}
