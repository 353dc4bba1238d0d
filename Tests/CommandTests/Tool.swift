import Foundation
import TestSupport

/// The built executable, run as a user runs it.
struct Tool {
  struct Result {
    let status: Int32
    let output: [UInt8]
    let error: [UInt8]

    var outputText: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: error, as: UTF8.self) }
    var outputLines: [Substring] { outputText.split(separator: "\n") }
    var errorLines: [Substring] { errorText.split(separator: "\n") }
  }

  /// Beside the test bundle, where the build puts both.
  static let path = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("tosscost").path

  let folder: Scratch
  /// Laid over the variables that every test starts from.
  var environment: [String: String] = [:]

  /// Starts the tool in the scratch folder with its own state folder; nothing of the environment
  /// that runs the tests reaches it.
  func start(_ arguments: [String], output: FileHandle, error: FileHandle) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
      "XDG_STATE_HOME": folder.path + "/state",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    return process
  }

  /// Runs the tool to its end; streams go through files, which cannot fill up as pipes do.
  func run(_ arguments: String...) throws -> Result { try run(arguments) }

  func run(_ arguments: [String]) throws -> Result {
    let output = try folder.stream()
    let error = try folder.stream()
    let process = try start(arguments, output: output.handle, error: error.handle)
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: try output.bytes(), error: try error.bytes())
  }
}
