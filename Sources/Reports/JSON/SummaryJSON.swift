internal import Foundation
package import Studies
package import Units

/// `summary.json`: a run's summary with sorted keys, snake case, and money as decimal strings.
package enum SummaryJSON {
  package static func bytes(_ summary: RunSummary) throws -> [UInt8] {
    try SnakeCaseJSON.bytes(summary)
  }

  /// Reads what `bytes(_:)` wrote.
  ///
  /// - Throws: `InputError.invalid` when the text is something else or of a newer schema; `source`
  ///   names it in the problem.
  package static func read(_ bytes: [UInt8], source: String) throws(InputError) -> RunSummary {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let version = RunSummary.currentSchemaVersion
    guard let summary = try? decoder.decode(RunSummary.self, from: Data(bytes)),
      summary.schemaVersion == version
    else {
      throw .invalid([
        Problem(file: source, message: "not a run summary of schema version \(version)")
      ])
    }
    return summary
  }
}
