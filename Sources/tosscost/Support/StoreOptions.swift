import ArgumentParser
import Foundation
import RunStore
import Units

/// Which run store a command works on.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "SQLite file that keeps runs, or none.",
      discussion: "Default: tosscost/runs.sqlite under XDG_STATE_HOME (~/.local/state).",
      valueName: "path"))
  var store: String?

  var path: String {
    store ?? RunStore.defaultPath(environment: ProcessInfo.processInfo.environment)
  }

  /// The store, made where it does not exist; `nil` for `--store none`.
  func open() throws(OutputError) -> RunStore? {
    store == "none" ? nil : try RunStore(path: path)
  }

  /// The store, for commands that cannot do without one.
  func openExisting() throws -> RunStore {
    guard store != "none" else {
      throw ValidationError("--store none: this command reads runs from a store.")
    }
    guard FileManager.default.fileExists(atPath: path) else {
      throw InputError.missing(
        path: path, reason: "no run store; `tosscost simulate` makes one")
    }
    return try RunStore(path: path)
  }
}
