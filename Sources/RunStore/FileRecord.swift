internal import Files
internal import Foundation
internal import GRDB
internal import Units

/// A row of `run_file`.
struct FileRecord {
  private let name: String
  private let length: Int
  private let compressed: [UInt8]

  init(name: String, bytes: [UInt8]) throws(OutputError) {
    self.name = name
    length = bytes.count
    compressed = try CompressedBytes.compress(bytes, name: name)
  }

  func insert(run: String, into database: Database) throws {
    try database.execute(
      sql: "INSERT INTO run_file (run_id, name, length, bytes) VALUES (?, ?, ?, ?)",
      arguments: [run, name, length, Data(compressed)])
  }

  static func fetch(
    run: String, from database: Database
  ) throws -> [(name: String, bytes: [UInt8])] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM run_file WHERE run_id = ? ORDER BY name", arguments: [run])
    return try rows.map { row in
      let name: String = row["name"]
      let content = [UInt8](row["bytes"] as Data)
      let bytes = CompressedBytes.expand(content, count: row["length"])
      return (name, try UnreadableRecord.unwrap(bytes, "\(name) of run \(run)"))
    }
  }
}
