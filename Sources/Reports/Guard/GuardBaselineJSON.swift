internal import Foundation
package import Studies
package import Units

/// The committed file of a guard: sorted keys, snake case, money as decimal strings.
package enum GuardBaselineJSON {
  package static func bytes(_ baseline: GuardBaseline) throws -> [UInt8] {
    try SnakeCaseJSON.bytes(baseline)
  }

  /// Reads what `bytes(_:)` wrote.
  ///
  /// - Parameter mending: the command that records it again, for messages.
  /// - Throws: `InputError.invalid` for another schema, which is named, and for a file that was
  ///   edited by hand into something else.
  package static func read(
    _ bytes: [UInt8], source: String, mending: String
  ) throws(InputError) -> GuardBaseline {
    func fail(_ what: String) -> InputError {
      .invalid([Problem(file: source, message: "\(what); record it again: \(mending)")])
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let head = try? decoder.decode(Head.self, from: Data(bytes)) else {
      throw fail("not a baseline of `tosscost guard record`")
    }
    guard head.schema == GuardBaseline.currentSchema else {
      throw fail(
        "its schema is \(head.schema), this version reads \(GuardBaseline.currentSchema)")
    }
    guard let baseline = try? decoder.decode(GuardBaseline.self, from: Data(bytes)) else {
      throw fail("a value is missing or of another kind than the schema has")
    }
    let count = baseline.seeds.replications
    for scenario in baseline.scenarios {
      for metric in scenario.metrics where metric.samples.count != count || metric.n != count {
        throw fail(
          "\(scenario.name): \(metric.name) has \(metric.samples.count) samples where "
            + "`seeds.replications` is \(count)")
      }
    }
    return baseline
  }

  private struct Head: Decodable {
    let schema: String
  }
}
