import Foundation
import TestSupport
import Testing

/// Every command's help is a file of `Tests/Goldens/Help`.
///
/// With `TOSSCOST_RECORD=1` in the environment the test writes those files anew instead of comparing.
@Suite("Help")
struct HelpTests {
  private static let tool = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("tosscost").path
  private static let folder = Places.root + "/Tests/Goldens/Help"

  private func run(_ arguments: [String]) throws -> (status: Int32, out: String, err: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.tool)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "COLUMNS": "80"]
    process.currentDirectoryURL = URL(fileURLWithPath: Places.root)
    let (out, err) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = err
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // No command of this suite writes more than a pipe holds on the error stream.
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text, errors)
  }

  private struct Dump: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?

    var paths: [[String]] {
      let own = (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { sub in
        sub.paths.map { [sub.commandName] + $0 }
      }
      return [[]] + own
    }
  }

  private func paths() throws -> [[String]] {
    let dump = try run(["--experimental-dump-help"]).out
    return try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command.paths
  }

  @Test("of every command is the recorded one, in 80 columns, with an example")
  func goldens() throws {
    let isRecording = ProcessInfo.processInfo.environment["TOSSCOST_RECORD"] == "1"
    let paths = try paths()
    #expect(paths.count > 10)
    var names: Set<String> = []
    for path in paths {
      let name = (["tosscost"] + path).joined(separator: "-") + ".txt"
      names.insert(name)
      var help = try run(path + ["--help"])
      #expect(help.status == 0)
      for line in help.out.split(separator: "\n") { #expect(line.count <= 80, "\(name): \(line)") }
      // The number of processors is this machine's.
      help.out.replace(/not\s+depend on it\. \(default: \d+\)/, with: "not depend on it.")
      let file = "\(Self.folder)/\(name)"
      if isRecording {
        try FileManager.default.createDirectory(
          atPath: Self.folder, withIntermediateDirectories: true)
        try Data(help.out.utf8).write(to: URL(fileURLWithPath: file))
      } else {
        let golden = try? String(contentsOfFile: file, encoding: .utf8)
        #expect(help.out == golden, "record with TOSSCOST_RECORD=1: \(name)")
      }
    }
    for old in try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    where !names.contains(old) {
      if isRecording {
        try FileManager.default.removeItem(atPath: "\(Self.folder)/\(old)")
      } else {
        Issue.record("\(old) is the help of no command")
      }
    }
  }

  @Test(
    "names the nearest command",
    arguments: [
      (["simulat"], "tosscost: there is no command `simulat`; did you mean `simulate`?"),
      (["exprot", "html"], "tosscost: there is no command `exprot`; did you mean `export`?"),
      (["runs", "lst"], "tosscost runs: there is no command `lst`; did you mean `list`?"),
      (["help", "gaurd"], "tosscost: there is no command `gaurd`; did you mean `guard`?"),
    ])
  func nearMisses(arguments: [String], sentence: String) throws {
    let result = try run(arguments)
    #expect(result.status == 64)
    #expect(result.out.isEmpty)
    #expect(result.err.hasPrefix(sentence + "\n"))
  }

  @Test("names the nearest option")
  func nearMissOfOption() throws {
    let result = try run(["simulate", "scenarios/production.yaml", "--sed", "2"])
    #expect(result.status == 64)
    #expect(result.err.contains("--seed"))
  }

  @Test("--version tells the day of the prices")
  func version() throws {
    let result = try run(["--version"])
    #expect(result.status == 0)
    #expect(result.out.contains(" (prices of 20"))
  }

  @Test("completion scripts are there for three shells", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let result = try run(["--generate-completion-script", shell])
    #expect(result.status == 0)
    #expect(result.out.contains("simulate") && result.out.contains("scale"))
  }

  @Test("--quiet may stand anywhere and leaves the result")
  func quiet() throws {
    let plain = try run(["trace", "inspect", "data/traces/production-2026-12.csv"])
    for arguments in [["--quiet", "trace", "inspect"], ["trace", "inspect", "-q"]] {
      let quiet = try run(arguments + ["data/traces/production-2026-12.csv"])
      #expect(quiet.status == 0)
      #expect(quiet.out == plain.out)
      #expect(quiet.err.isEmpty)
    }
  }
}
