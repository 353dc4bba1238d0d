import ArgumentParser

/// `tosscost guard`: what a change costs, before it is merged.
struct GuardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guard",
    abstract: "Record what scenarios come to, and say no to changes that cost too much.",
    discussion: """
      Examples:
        tosscost guard record scenarios/production.yaml --mode fluid --baseline guard.json
        tosscost guard check scenarios/production.yaml --baseline guard.json
        tosscost guard check scenarios/*.yaml --baseline guard.json --junit guard.xml

      Commit the baseline; a change that moves money on purpose records it again.
      """,
    subcommands: [
      GuardRecord.self,
      GuardCheckCommand.self,
    ])
}
