import ArgumentParser
import Billing
import Foundation
import Scenarios
import Studies
import Units

/// What a command line says before any command reads it: words that hold for all of them.
struct CommandLineWords {
  /// The arguments that are left for the commands.
  private(set) var arguments: [String]
  /// `--quiet` or `-q`: no progress and no notes on standard error.
  let isQuiet: Bool

  init(_ arguments: [String]) {
    // What follows `--` belongs to the command.
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let head = arguments[..<end]
    let quiet = ["--quiet", "-q"]
    isQuiet = head.contains { quiet.contains($0) }
    self.arguments = head.filter { !quiet.contains($0) } + arguments[end...]
  }

  /// Whether only the version is asked for.
  var asksForVersion: Bool { arguments == ["--version"] }

  /// The version, and the day of the price list that ships.
  static var version: String {
    let folder = try? DataFolder(scenarioPath: nil).prices
    let prices = folder.flatMap { try? PriceList.load(folder: $0) }
    let day = prices.map { "prices of \($0.date)" } ?? "no price list found"
    return "tosscost \(ToolVersion.current) (\(day), summary schema "
      + "\(RunSummary.currentSchemaVersion))"
  }

  /// A sentence about the first word that should be a command and is none.
  func unknownCommand(of root: any ParsableCommand.Type) -> String? {
    var command = root
    var path = root.configuration.commandName ?? "tosscost"
    var words = arguments[...]
    if words.first == "help" { words.removeFirst() }
    while let word = words.popFirst() {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, !word.hasPrefix("-") else { return nil }
      if let next = subcommands.first(where: { $0._commandName == word }) {
        command = next
        path += " \(word)"
        continue
      }
      // `tosscost forecast TRACE`: the word is for the command that stands for its group.
      guard command.configuration.defaultSubcommand == nil else { return nil }
      let names = subcommands.map { $0._commandName }
      let hint =
        Suggestion.nearest(to: word, among: names).map { "did you mean `\($0)`?" }
        ?? "there are \(names.joined(separator: ", "))"
      return "\(path): there is no command `\(word)`; \(hint)"
    }
    return nil
  }
}
