package import Files
internal import Foundation
internal import GRDB
package import Units

/// The runs that were made, in one SQLite file.
///
/// A run is written in one transaction: a process that is killed on the way leaves the store as it
/// was.
package struct RunStore: Sendable {
  package let path: String
  private let database: DatabaseQueue

  /// Opens the store, makes it where it does not exist, and brings its schema up to date.
  ///
  /// - Throws: `OutputError` when the file cannot be opened or made, is no run store, or belongs to
  ///   a newer version of the tool.
  package init(path: String) throws(OutputError) {
    self.path = path
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    do {
      if !folder.isEmpty {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
      database = try DatabaseQueue(path: path, configuration: configuration)
      let isNewer = try database.read(Migrations.migrator.hasBeenSuperseded)
      guard !isNewer else {
        throw OutputError(path: path, reason: "was written by a newer version of tosscost")
      }
      try Migrations.migrator.migrate(database)
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  /// Where runs are kept unless a command says otherwise: `tosscost/runs.sqlite` under
  /// `XDG_STATE_HOME`, which is `~/.local/state` by default (XDG Base Directory Specification).
  package static func defaultPath(environment: [String: String]) -> String {
    // The specification has relative paths ignored.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/tosscost/runs.sqlite"
    }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return home + "/.local/state/tosscost/runs.sqlite"
  }

  /// Stores a run; the same run again takes the place of the old one and becomes the latest.
  ///
  /// - Parameter files: what cannot be made from the run's ledger and bill, such as its timeline.
  package func save(_ run: StoredRun, files: [FileContent] = []) throws(OutputError) {
    do {
      try database.write { database in
        try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run.run])
        try RunRecord.insert(run, into: database)
        try LedgerRecord.insert(run.ledger, run: run.run, into: database)
        try BillRecord.insert(run.bill, run: run.run, into: database)
        for file in files { try FileRecord.insert(file, run: run.run, into: database) }
        try ScratchFile.shared.check()
      }
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  /// Every run, the latest last.
  package func list() throws(OutputError) -> [RunEntry] {
    do {
      return try database.read(RunRecord.entries)
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  /// The files that were saved with the run of that id, by name.
  ///
  /// Empty for a run that an older version stored.
  package func files(of run: String) throws(OutputError) -> [(name: String, bytes: [UInt8])] {
    do {
      return try database.read { try FileRecord.fetch(run: run, from: $0) }
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  /// One of those files; `nil` where the run has none of that name.
  package func file(named name: String, of run: String) throws(OutputError) -> [UInt8]? {
    do {
      return try database.read { try FileRecord.fetch(named: name, run: run, from: $0) }
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  /// The ids of the runs that `reference` may mean: `latest`, or a prefix of an id.
  func candidates(for reference: String) throws(OutputError) -> [String] {
    do {
      return try database.read { database in
        if reference == "latest" {
          return try String.fetchAll(
            database, sql: "SELECT id FROM run ORDER BY sequence DESC LIMIT 1")
        }
        return try String.fetchAll(
          database, sql: "SELECT id FROM run WHERE substr(id, 1, ?) = ? ORDER BY id",
          arguments: [reference.count, reference])
      }
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  func load(id: String) throws(OutputError) -> StoredRun {
    do {
      return try database.read { database in
        var run = try RunRecord.fetch(id: id, from: database)
        run.ledger = try LedgerRecord.fetch(run: id, period: run.period, from: database)
        run.bill = try BillRecord.fetch(run: id, from: database)
        return run
      }
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  private static func failure(_ error: any Error, path: String) -> OutputError {
    switch error {
    case let error as OutputError: return error
    case let error as DatabaseError where error.resultCode == .SQLITE_NOTADB:
      return OutputError(path: path, reason: "is not a SQLite database")
    case let error as DatabaseError:
      return OutputError(
        path: path, reason: "run store: \(error.message ?? error.resultCode.description)")
    case let error as UnreadableRecord:
      return OutputError(path: path, reason: "run store: \(error.what) cannot be read")
    default: return OutputError(path: path, reason: "the run store's folder cannot be made")
    }
  }
}
