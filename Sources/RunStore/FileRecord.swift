internal import Files
internal import Foundation
internal import GRDB
internal import Units

/// A row of `run_file`, with the rows of `run_file_part` that come before it.
enum FileRecord {
  static func insert(_ file: FileContent, run: String, into database: Database) throws {
    var last: [UInt8]?
    var parts = 0
    let deflating = try Deflating(name: file.name) { piece in
      if let last {
        try database.execute(
          sql: "INSERT INTO run_file_part (run_id, name, part, bytes) VALUES (?, ?, ?, ?)",
          arguments: [run, file.name, parts, Data(last)])
        parts += 1
      }
      last = piece
    }
    var length = 0
    try file.write { bytes in
      length += bytes.count
      try deflating.append(bytes)
    }
    try deflating.finish()
    try database.execute(
      sql: "INSERT INTO run_file (run_id, name, length, bytes) VALUES (?, ?, ?, ?)",
      arguments: [run, file.name, length, Data(last ?? [])])
  }

  static func fetch(
    run: String, from database: Database
  ) throws -> [(name: String, bytes: [UInt8])] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM run_file WHERE run_id = ? ORDER BY name", arguments: [run])
    return try rows.map { row in (row["name"], try bytes(of: row, run: run, from: database)) }
  }

  /// `nil` where the run has no such file.
  static func fetch(named name: String, run: String, from database: Database) throws -> [UInt8]? {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM run_file WHERE run_id = ? AND name = ?",
      arguments: [run, name])
    return try row.map { try bytes(of: $0, run: run, from: database) }
  }

  private static func bytes(
    of row: Row, run: String, from database: Database
  ) throws -> [UInt8] {
    let name: String = row["name"]
    let parts = try Data.fetchAll(
      database,
      sql: "SELECT bytes FROM run_file_part WHERE run_id = ? AND name = ? ORDER BY part",
      arguments: [run, name])
    let content = parts.flatMap { $0 } + [UInt8](row["bytes"] as Data)
    let bytes = CompressedBytes.expand(content, count: row["length"])
    return try UnreadableRecord.unwrap(bytes, "\(name) of run \(run)")
  }
}
